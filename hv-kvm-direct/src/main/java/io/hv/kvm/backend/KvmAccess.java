package io.hv.kvm.backend;

import io.hv.Support;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether {@code /dev/kvm} is there for us, seen from outside: without native code, and without opening it. */
final class KvmAccess {

    static final Path DEVICE = Path.of("/dev/kvm");

    private KvmAccess() {}

    static Support support() {
        String system = System.getProperty("os.name", "");
        String processor = System.getProperty("os.arch", "");
        if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
            return Support.no("KVM is a part of Linux, and this is " + system, "use Linux, or mem:/// for unit tests");
        }
        if (!processor.equals("amd64")) {
            return Support.no("this backend is for x86-64, and this is " + processor, "use an x86-64 machine");
        }
        if (!Files.exists(DEVICE)) {
            return Support.no(
                    DEVICE + " does not exist",
                    "switch virtualization on in the firmware and load kvm_intel or kvm_amd; in a container add "
                            + "--device /dev/kvm; on a virtual machine allow nested virtualization");
        }
        if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
            return Support.no(
                    DEVICE + " may not be opened by " + System.getProperty("user.name", "this user"),
                    "add the user to the group kvm and log in again");
        }
        return Support.yes();
    }
}
