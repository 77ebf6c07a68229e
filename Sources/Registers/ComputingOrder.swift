import Diagnostics

/// The order in which computed columns and schedules can be worked out, and the circles that keep them from it.
struct ComputingOrder {
  /// For each register its computed columns in order.
  private(set) var computed: [[Int]]
  /// Over all registers; `computed` is `nil` for a schedule.
  private(set) var steps: [(register: Int, computed: Int?)] = []

  /// A computed column or the schedule (`computed` = the count of columns) of a register, numbered through.
  private struct Graph {
    var first: [Int] = []
    var owners: [Int] = []
    var edges: [[Int]] = []
    var hasSchedule: [Bool] = []

    init(_ files: [DeclarationFile], _ checks: [DeclarationCheck]) {
      var indexes: [String: Int] = [:]
      for (index, file) in files.enumerated() {
        indexes[file.id] = index
        first.append(owners.count)
        owners += [Int](repeating: index, count: file.computed.count + 1)
        hasSchedule.append(file.schedule != nil)
      }
      edges = [[Int]](repeating: [], count: owners.count)
      for (index, check) in checks.enumerated() {
        for (number, uses) in (check.computedUses + [check.scheduleUses]).enumerated() {
          for (register, origin) in uses.columns {
            guard let target = indexes[register] else { continue }
            switch origin {
            case .file: continue
            case .computed(let column): edges[first[index] + number].append(first[target] + column)
            case .schedule: edges[first[index] + number].append(first[target] + files[target].computed.count)
            }
          }
        }
      }
    }
  }

  init(_ files: [DeclarationFile], _ checks: [DeclarationCheck], _ diagnostics: inout [Diagnostic]) {
    let graph = Graph(files, checks)
    func name(_ node: Int, from register: Int) -> String {
      let owner = graph.owners[node]
      let number = node - graph.first[owner]
      let column = number < files[owner].computed.count ? files[owner].computed[number].part.id : "schedule"
      return owner == register ? column : "\(files[owner].id).\(column)"
    }
    func place(_ node: Int) -> Location {
      let owner = graph.owners[node]
      let number = node - graph.first[owner]
      if number < files[owner].computed.count { return files[owner].computed[number].textPlace("formula") }
      return files[owner].schedule?.location ?? files[owner].location
    }

    enum Mark { case new, open, done }
    var marks = [Mark](repeating: .new, count: graph.owners.count)
    var order: [Int] = []
    for start in graph.owners.indices where marks[start] == .new {
      var path: [(node: Int, next: Int)] = [(start, 0)]
      marks[start] = .open
      while let (node, next) = path.last {
        guard next < graph.edges[node].count else {
          marks[node] = .done
          order.append(node)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let other = graph.edges[node][next]
        switch marks[other] {
        case .done: continue
        case .new:
          marks[other] = .open
          path.append((other, 0))
        case .open:
          let circle = path.map(\.node).drop { $0 != other } + [other]
          let register = graph.owners[other]
          diagnostics.append(Diagnostic(.circle(circle.map { name($0, from: register) }), at: place(other)))
        }
      }
    }

    computed = files.indices.map { index in
      order.filter { graph.owners[$0] == index && $0 - graph.first[index] < files[index].computed.count }
        .map { $0 - graph.first[index] }
    }
    for node in order {
      let owner = graph.owners[node]
      let number = node - graph.first[owner]
      if number < files[owner].computed.count {
        steps.append((owner, number))
      } else if graph.hasSchedule[owner] {
        steps.append((owner, nil))
      }
    }
  }
}
