import CLibevent
import Glibc

/// The process that has started this one.
package enum ParentProcess {
    /// Has the kernel kill this process when its parent ends. False when `parent` is its parent no more.
    package static func killsThisAtItsEnd(_ parent: Int32) -> Bool {
        _ = shim_prctl(PR_SET_PDEATHSIG, UInt(SIGKILL))
        // Only now: a parent that had ended before would never have been noticed.
        return getppid() == parent
    }
}
