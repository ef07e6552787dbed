internal import Verification

extension Output {
  /// A report as the result, in one of its forms.
  static func result(_ report: Report, as format: ReportFormat) throws {
    let palette = format == .text ? Palette.ofOutput : .plain
    try result(text(of: report, as: format, palette))
  }

  /// A report in one of its forms.
  static func text(of report: Report, as format: ReportFormat, _ palette: Palette = .plain) throws -> String {
    switch format {
    case .text: ReportRendering(report: report, palette: palette).text
    case .json: try json(report)
    case .junit: JUnitRendering(report: report).text
    case .sarif: try json(SARIFLog(report))
    case .github: WorkflowRendering(report: report).text
    }
  }
}
