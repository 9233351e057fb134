package io.hv.kvm.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.ioctl.Kvm;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guest that is stopped in the middle of an exit, whichever kind it is, goes on as if nothing had been: where it is, in
 * another machine, and in another process.
 */
@RequiresKvm
@Timeout(600)
class SnapshotTest {

    private static final int ALL = 0xff;

    @TempDir
    private Path folder;

    @KindsOfExit
    void everyKindOfExit(String kind, int kinds, long access) throws Exception {
        try (Kvm kvm = Kvm.open()) {
            String undisturbed = undisturbed(kvm, kinds);
            try (CounterRig first = new CounterRig(kvm, kinds);
                    CounterRig second = new CounterRig(kvm, kinds)) {
                first.runToAccess(access);
                String before = first.printed();
                byte[] saved = first.save();
                second.restore(saved);
                assertEquals(undisturbed, before + second.finish(), "in another machine");
                assertEquals(undisturbed, first.finish(), "where it is");
                assertTrue(before.length() < undisturbed.length(), "it was stopped before its end");
            }
        }
    }

    @Test
    void halted() throws Exception {
        try (Kvm kvm = Kvm.open()) {
            String undisturbed = undisturbed(kvm, 16);
            try (CounterRig first = new CounterRig(kvm, 16);
                    CounterRig second = new CounterRig(kvm, 16)) {
                first.runToOutput(undisturbed.length() / 2);
                byte[] saved = first.save();
                String before = first.printed();
                second.restore(saved);
                assertEquals(undisturbed, before + second.finish(), "in another machine");
                assertEquals(undisturbed, first.finish(), "where it is");
            }
        }
    }

    @Test
    void inAnotherProcess() throws Exception {
        try (Kvm kvm = Kvm.open();
                CounterRig first = new CounterRig(kvm, ALL)) {
            String undisturbed = undisturbed(kvm, ALL);
            first.runToAccess(150);
            Path file = folder.resolve("counter.state");
            Files.write(file, first.save());
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            RestoreProgram.class.getName(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String rest = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
            assertEquals(undisturbed, first.printed() + rest);
        }
    }

    private static String undisturbed(Kvm kvm, int kinds) throws Exception {
        try (CounterRig rig = new CounterRig(kvm, kinds)) {
            String all = rig.finish();
            assertTrue(all.startsWith("counter started\n") && all.endsWith("counter done\n"), all);
            return all;
        }
    }
}
