// Runs a program and writes what it cost as a whole process, its descendants included:
// wall time and processor time in seconds, peak memory of the largest process in KiB, exit status.
//
// usage: stopwatch RESULT PROGRAM ARGUMENT…
//
// A small program of its own, since a child's peak memory is never below that of the process that started it
// (execve keeps the larger figure), and since an interpreter's own way of starting children takes longer than
// some of the programs that are timed.
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double seconds(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
  if (count < 3) {
    fputs("usage: stopwatch RESULT PROGRAM ARGUMENT...\n", stderr);
    return 64;
  }
  FILE *result = fopen(arguments[1], "we");
  if (result == NULL) {
    perror(arguments[1]);
    return 2;
  }
  pid_t child;
  double start = now();
  int error = posix_spawnp(&child, arguments[2], NULL, NULL, arguments + 2, environ);
  if (error != 0) {
    fprintf(stderr, "stopwatch: %s: %s\n", arguments[2], strerror(error));
    return 2;
  }
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) < 0) {
    perror("stopwatch: wait4");
    return 2;
  }
  double wall = now() - start;
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  fprintf(result, "%.9f %.6f %ld %d\n", wall, seconds(usage.ru_utime) + seconds(usage.ru_stime),
          usage.ru_maxrss, code);
  return fclose(result) == 0 ? 0 : 2;
}
