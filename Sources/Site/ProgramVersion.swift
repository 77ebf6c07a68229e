/// The version of the program, which stands beside what it computed.
public let programVersion = "0.1.0"
