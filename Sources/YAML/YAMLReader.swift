import Diagnostics
import Yams

/// Reads YAML text into located nodes. The only file that imports Yams.
///
/// In: the text, the file it stands in and the line it begins on. Out: the root (an empty mapping for an empty text)
/// or the one problem that keeps the text from being read. Aliases are expanded up to a limit; nesting is limited
/// before the text is parsed, because libyaml's users recurse.
public func readYAML(_ text: String, file: String, firstLine: Int = 1) -> Result<YAMLNode, Diagnostic> {
  if let simple = readSimpleYAML(text, firstLine: firstLine) { return .success(simple) }
  return readFullYAML(text, file: file, firstLine: firstLine)
}

let maximumDepth = 100
let maximumNodes = 200_000

func readFullYAML(_ text: String, file: String, firstLine: Int) -> Result<YAMLNode, Diagnostic> {
  if let line = lineNestedTooDeep(text) {
    return .failure(Diagnostic(.yamlTooDeep(maximumDepth), at: Location(file, line: line + firstLine - 1)))
  }
  if let line = lineOfAliasKey(text) {
    return .failure(Diagnostic(.yamlAliasKey, at: Location(file, line: line + firstLine - 1)))
  }
  do {
    // Only texts are read, so that nothing need be tried against the patterns of numbers and dates, which took half the
    // time.
    guard let root = try Yams.compose(yaml: text, .basic) else {
      return .success(YAMLNode(line: firstLine, column: 1, value: .mapping([])))
    }
    var budget = maximumNodes
    guard let node = convert(root, firstLine: firstLine, budget: &budget) else {
      return .failure(Diagnostic(.yamlTooLarge(maximumNodes), at: Location(file, line: firstLine)))
    }
    return .success(node)
  } catch let error as YamlError {
    return .failure(diagnostic(for: error, file: file, firstLine: firstLine))
  } catch {
    return .failure(Diagnostic(.yamlSyntax("\(error)"), at: Location(file, line: firstLine)))
  }
}

private func convert(_ node: Node, firstLine: Int, budget: inout Int) -> YAMLNode? {
  budget -= 1
  guard budget > 0 else { return nil }
  let line = (node.mark?.line ?? 1) + firstLine - 1
  let column = node.mark?.column ?? 1
  switch node {
  case .scalar(let scalar):
    let quoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
      || scalar.style == .literal || scalar.style == .folded
    return YAMLNode(line: line, column: column, value: .scalar(scalar.string, quoted: quoted))
  case .sequence(let sequence):
    var items: [YAMLNode] = []
    for item in sequence {
      guard let converted = convert(item, firstLine: firstLine, budget: &budget) else { return nil }
      items.append(converted)
    }
    return YAMLNode(line: line, column: column, value: .sequence(items))
  case .mapping(let mapping):
    var pairs: [YAMLNode.Pair] = []
    for (key, value) in mapping {
      guard let converted = convert(value, firstLine: firstLine, budget: &budget) else { return nil }
      pairs.append(
        YAMLNode.Pair(
          key: key.scalar?.string ?? "…", keyLine: (key.mark?.line ?? 1) + firstLine - 1,
          keyColumn: key.mark?.column ?? 1, value: converted))
    }
    return YAMLNode(line: line, column: column, value: .mapping(pairs))
  case .alias:
    return YAMLNode(line: line, column: column, value: .scalar("", quoted: false))
  }
}

private func diagnostic(for error: YamlError, file: String, firstLine: Int) -> Diagnostic {
  func at(_ mark: Mark) -> Location {
    Location(file, line: mark.line + firstLine - 1, column: mark.column)
  }
  switch error {
  case .parser(_, let problem, let mark, _) where problem.hasPrefix("Maximum nesting level"):
    // libyaml's own limit, for what the rough count below lets through.
    return Diagnostic(.yamlTooDeep(maximumDepth), at: Location(file, line: at(mark).line))
  case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
    .composer(_, let problem, let mark, _):
    return Diagnostic(.yamlSyntax(problem), at: at(mark))
  case .duplicatedKeysInMapping(let keys, let context):
    return Diagnostic(
      .duplicateKey(keys.first.map { "\($0)" } ?? "?"), at: at(context.mark))
  case .reader(let problem, _, _, _):
    return Diagnostic(.yamlSyntax(problem), at: Location(file, line: firstLine))
  default:
    return Diagnostic(.yamlSyntax("\(error)"), at: Location(file, line: firstLine))
  }
}

/// The first line on which brackets or indentation nest deeper than the limit, judged roughly but never too low:
/// brackets in quoted text count too.
private func lineNestedTooDeep(_ text: String) -> Int? {
  var line = 1
  var depth = 0
  var leading = 0
  var inLeading = true
  for byte in text.utf8 {
    switch byte {
    case 0x0A, 0x0D:
      // YAML ends lines at a lone CR too; CR LF counts once.
      if byte == 0x0A { line += 1 }
      leading = 0
      inLeading = true
    case 0x5B, 0x7B:
      depth += 1
      inLeading = false
    case 0x5D, 0x7D:
      depth = max(0, depth - 1)
      inLeading = false
    case 0x20, 0x2D, 0x3F, 0x3A, 0x09:
      if inLeading { leading += 1 }
    default:
      inLeading = false
    }
    if depth > maximumDepth || leading > maximumDepth * 4 { return line }
  }
  return nil
}
