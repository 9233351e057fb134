package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.LinuxBoot;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.kvm.KernelUnpacking;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.boot.VmlinuxFile;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.measure.EmulatedHost;
import io.hv.kvm.measure.Evidence;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Distributions' kernels in every way that they can be booted: each reaches user space, takes a command and powers off.
 * Properties {@code hv.test.kernel} and {@code hv.test.kernel.next} name two kernels, {@code hv.test.initrd} and
 * {@code hv.test.initrd.next} their disks. Property {@code hv.matrix=full} runs all combinations, else a sample.
 */
@Tag("lab")
@RequiresKvm
@Timeout(900)
class KernelMatrixTest {

    private static final boolean FULL = "full".equals(System.getProperty("hv.matrix"));

    /** For hosts in emulation, whose clocks are rough. */
    private static final String COMMAND_LINE = "console=ttyS0 " + EmulatedHost.WORDS;

    @TempDir
    private Path folder;

    static Stream<Arguments> combinations() {
        return Stream.of("hv.test.kernel", "hv.test.kernel.next")
                .flatMap(kernel -> Stream.of(KernelUnpacking.NEVER, KernelUnpacking.ALWAYS)
                        .flatMap(unpacking -> Stream.of(1, 2).map(vcpus -> Arguments.of(kernel, unpacking, vcpus))))
                .filter(each -> FULL || inSample(each.get()));
    }

    /** What no other test boots already: the first kernel as it comes is {@link StockLinuxTest}'s. */
    private static boolean inSample(Object... combination) {
        boolean next = combination[0].equals("hv.test.kernel.next");
        boolean unpacked = combination[1] == KernelUnpacking.ALWAYS;
        return unpacked ? combination[2].equals(next ? 1 : 2) : next && combination[2].equals(2);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("combinations")
    void boots(String kernel, KernelUnpacking unpacking, int vcpus, TestReporter reporter) {
        long millis = boot(file(kernel), file(kernel.replace("kernel", "initrd")), unpacking, vcpus);
        Evidence.write(
                reporter,
                "boot-" + kernel + "-" + unpacking + "-" + vcpus,
                "{\"kernel\": \"%s\", \"unpacking\": \"%s\", \"vcpus\": %d, \"userSpaceAfterMillis\": %d}"
                        .formatted(kernel, unpacking, vcpus, millis));
    }

    /** A plain vmlinux with a PVH entry, which the stock kernel has inside. */
    @Test
    void aVmlinuxBootsByPvh() throws IOException {
        Path vmlinux = folder.resolve("vmlinux");
        VmlinuxFile.unpack(Path.of(file("hv.test.kernel").path()), vmlinux);
        boot(HostPath.of(vmlinux), file("hv.test.initrd"), KernelUnpacking.AUTO, 2);
    }

    /** Boots, asks, switches off; tells how long it took to user space. */
    private static long boot(HostPath kernel, HostPath initrd, KernelUnpacking unpacking, int vcpus) {
        UUID uuid = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
        DomainSpec spec = DomainSpec.named("matrix")
                .uuid(uuid)
                .memory(ByteSize.mib(128))
                .vcpus(vcpus)
                .boot(LinuxBoot.kernel(kernel).initrd(initrd).append(COMMAND_LINE))
                .with(KvmOptions.defaults().kernelUnpacking(unpacking))
                .build();
        long before = System.nanoTime();
        try (Host host = Host.open(OwnRoot.URI);
                TransientDomain domain = host.create(spec)) {
            ConsoleSession console = domain.console().open(From.START);
            try {
                console.expect("user space is up", StockLinux.PATIENCE);
            } catch (InvalidStateException e) {
                throw new AssertionError(domain.status() + ": " + domain.crash(), e);
            }
            long millis = (System.nanoTime() - before) / 1_000_000;
            console.send("cd /sys/class/dmi/id; echo processors $(nproc) of $(cat product_uuid product_serial)\n");
            console.expect(
                    Pattern.compile("processors " + vcpus + " of (" + uuid + "|"
                            + uuid.toString().toUpperCase(java.util.Locale.ROOT) + ") matrix\\s"),
                    StockLinux.PATIENCE);
            console.send("poweroff -f\n");
            assertEquals(
                    StateReason.SHUT_DOWN, domain.awaitEnd(StockLinux.PATIENCE).reason());
            return millis;
        }
    }

    private static HostPath file(String property) {
        String path = System.getProperty(property, "");
        assumeTrue(!path.isEmpty() && Files.exists(Path.of(path)), property + " does not name a file; the lab does");
        return HostPath.of(Path.of(path));
    }
}
