extension Writer {
  /// How people met the campaign outside its advertising: pages, content, social media, mail, live streams, replies.
  func addOutreach(to chapter: inout Chapter) {
    let before = chapter.blocks.count
    addPages(to: &chapter)
    addContent(to: &chapter)
    addSocial(to: &chapter)
    addMailings(to: &chapter)
    addLiveSessions(to: &chapter)
    addInteractions(to: &chapter)
    if chapter.state == .missing, chapter.blocks.count > before { chapter.state = .partial }
  }
}
