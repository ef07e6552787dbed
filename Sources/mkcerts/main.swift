print("mkcerts")
