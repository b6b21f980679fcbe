import Foundation
import HostSystem

extension Error {
  /// The system's own words for an error of Foundation, which keeps them beneath its own.
  package var systemReason: String {
    if let error = self as? HostError { return error.reason }
    var error: NSError? = self as NSError
    while let found = error {
      if found.domain == NSPOSIXErrorDomain { return systemWords(Int32(found.code)) }
      error = found.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    let words = localizedDescription.without(prefix: "The operation could not be completed. ")
    return words.hasSuffix(".") ? String(words.dropLast()) : words
  }
}
