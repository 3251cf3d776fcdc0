/// Which commit the work tree is at, and whether it differs from it.
struct GitState {
  let commit: String
  let isDirty: Bool

  static func current() -> GitState {
    guard let commit = Tool.git.output(["rev-parse", "HEAD"]) else {
      return GitState(commit: "unknown", isDirty: false)
    }
    let changes = Tool.git.output(["status", "--porcelain", "--untracked-files=no"]) ?? ""
    return GitState(commit: commit, isDirty: !changes.isEmpty)
  }
}
