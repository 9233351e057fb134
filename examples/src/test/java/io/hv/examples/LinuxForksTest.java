package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Content;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.examples.GuestShell.Result;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import io.hv.testkit.guest.Initramfs;
import io.hv.testkit.guest.StockKernel;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Readiness;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stock Linux, booted once, and forked for tests of what changes a whole machine: a kernel module that is loaded, a program
 * that is killed while it writes.
 */
@Tag("lab")
@RequiresKvm
@RequiresStockLinux
@HvTest(uri = "kvm:///")
@Timeout(600)
class LinuxForksTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    // program
    @Golden
    static GoldenMachine linux() {
        return GoldenMachine.of(DomainSpec.named("linux")
                        .memory(ByteSize.mib(256))
                        .boot(images().boot(GuestTask.SHELL, "quiet", "mitigations=off"))
                        .build())
                .needs(Feature.STOCK_GUESTS)
                .ready(Readiness.console("# "), PATIENCE);
    }

    /** The same, with a program that is in the middle of its work. */
    @Golden
    static GoldenMachine writing() {
        return linux().types("journal-writer /tmp/journal /tmp/acknowledged & echo $! >/tmp/writer\n")
                .types("until [ -s /tmp/acknowledged ]; do :; done; echo it $((1)) writes\n")
                .expects("it 1 writes", PATIENCE)
                .expects("# ", PATIENCE);
    }

    @Test
    void aModuleIsLoadedWorksAndGoes(@Fresh("linux") Domain linux) {
        try (GuestShell shell = GuestShell.at(linux)) {
            assertEquals(new Result(0, "0"), shell.run("grep -c ^overlay /proc/modules | cat", PATIENCE));
            assertEquals(0, shell.run("insmod /extra/overlay.ko", PATIENCE).status());
            assertEquals(new Result(0, "1"), shell.run("grep -c ^overlay /proc/modules", PATIENCE));
            assertEquals(new Result(0, "old new"), shell.run("overlay-check", PATIENCE));
            assertEquals(0, shell.run("rmmod overlay", PATIENCE).status());
            assertEquals(new Result(0, "0"), shell.run("grep -c ^overlay /proc/modules | cat", PATIENCE));
        }
    }

    /** One moment, many futures: the writer is killed later and later, and each time from the very same state. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 10})
    void whatWasAcknowledgedIsThere(int later, @Fresh("writing") Domain writing) {
        try (GuestShell shell = GuestShell.at(writing)) {
            int before = number(shell, "tail -n 1 /tmp/acknowledged");
            String enough = "[ $(tail -n 1 /tmp/acknowledged) -ge " + (before + later) + " ]";
            assertEquals(
                    0, shell.run("until " + enough + "; do :; done", PATIENCE).status());
            assertEquals(0, shell.run("kill -9 $(cat /tmp/writer)", PATIENCE).status());
            int acknowledged = number(shell, "tail -n 1 /tmp/acknowledged");
            int whole = number(shell, "journal-check /tmp/journal");
            assertTrue(acknowledged >= before + later, () -> "it was killed too early, after " + acknowledged);
            assertTrue(whole >= acknowledged, () -> acknowledged + " were acknowledged, and there are " + whole);
            assertTrue(whole <= acknowledged + 1, () -> whole + " are there, and " + acknowledged + " acknowledged");
        }
    }
    // end

    /** A module that is loaded in one fork is in no other. */
    @Test
    void nobodyElseHasLoadedIt(@Fresh("linux") Domain one, @Fresh("linux") Domain other) {
        try (GuestShell first = GuestShell.at(one);
                GuestShell second = GuestShell.at(other)) {
            assertEquals(0, first.run("insmod /extra/overlay.ko", PATIENCE).status());
            assertEquals(new Result(0, "0"), second.run("grep -c ^overlay /proc/modules | cat", PATIENCE));
            assertEquals(0, second.run("insmod /extra/overlay.ko", PATIENCE).status());
        }
    }

    private static int number(GuestShell shell, String command) {
        Result result = shell.run(command, PATIENCE);
        assertEquals(0, result.status(), result::output);
        return Integer.parseInt(result.output());
    }

    private static GuestImages images() {
        Path kernel = Path.of(System.getProperty(GuestImages.KERNEL_PROPERTY, ""));
        StockKernel stock = StockKernel.at(kernel.resolveSibling(""));
        Initramfs initramfs = stock.initramfs(Path.of("/bin/busybox"))
                .file("/extra/overlay.ko", stock.modules().resolve("kernel/fs/overlayfs/overlay.ko"))
                .executable("/bin/journal-writer", script("journal-writer.sh"))
                .executable("/bin/journal-check", script("journal-check.sh"))
                .executable("/bin/overlay-check", script("overlay-check.sh"))
                .build();
        return GuestImages.of(Content.file(HostPath.of(kernel)), initramfs.content());
    }

    private static byte[] script(String name) {
        try (InputStream in = LinuxForksTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name + " beside this class");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
