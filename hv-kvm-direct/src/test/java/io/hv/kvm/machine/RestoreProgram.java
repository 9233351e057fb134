package io.hv.kvm.machine;

import io.hv.kvm.ioctl.Kvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Another process: restores a saved counter guest, lets it run to its end, and prints what it prints. */
final class RestoreProgram {

    private RestoreProgram() {}

    public static void main(String[] arguments) throws Exception {
        try (Kvm kvm = Kvm.open();
                CounterRig rig = new CounterRig(kvm, 0xff)) {
            rig.restore(Files.readAllBytes(Path.of(arguments[0])));
            System.out.write(rig.finish().getBytes(StandardCharsets.US_ASCII));
            System.out.flush();
        }
    }
}
