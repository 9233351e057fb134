package io.hv.testkit.guest;

import io.hv.Content;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A stock kernel and an initramfs that does what a test asks for, see {@link GuestTask}. Immutable.
 *
 * <pre>{@code
 * GuestImages linux = GuestImages.fromProperties().orElseThrow();
 * DomainSpec spec = DomainSpec.named("web").memory(ByteSize.mib(256)).boot(linux.boot(GuestTask.SHELL)).build();
 * }</pre>
 */
public final class GuestImages {

    /** What {@link GuestTask#SHELL} prints first; the kernel's release and the number of processors follow. */
    public static final String UP = "hv-guest: user space is up";

    /** What most tasks print: it is the first on the serial port if the kernel is kept off it. */
    public static final String GREETING = "hello from the guest\nready\n";

    /** Names the kernel that tests boot; {@code .next} behind it, the distribution's newer one. */
    public static final String KERNEL_PROPERTY = "hv.test.kernel";

    /**
     * Names the initramfs that goes with it; {@code .next} behind it, that of the newer kernel;
     * {@code .agent} behind it, the same with QEMU's guest agent.
     */
    public static final String INITRD_PROPERTY = "hv.test.initrd";

    private final Content kernel;
    private final Content initrd;

    private GuestImages(Content kernel, Content initrd) {
        this.kernel = kernel;
        this.initrd = initrd;
    }

    /** The files that {@link #KERNEL_PROPERTY} and {@link #INITRD_PROPERTY} name; nothing where they name none. */
    public static Optional<GuestImages> fromProperties() {
        return named("");
    }

    /** The same for the distribution's newer kernel. */
    public static Optional<GuestImages> nextFromProperties() {
        return named(".next");
    }

    /** The usual kernel with an initramfs that has QEMU's guest agent in it, for {@link GuestTask#AGENT}; nothing without. */
    public static Optional<GuestImages> withAgentFromProperties() {
        return named("", ".agent");
    }

    private static Optional<GuestImages> named(String suffix) {
        return named(suffix, suffix);
    }

    private static Optional<GuestImages> named(String kernelSuffix, String initrdSuffix) {
        String kernel = System.getProperty(KERNEL_PROPERTY + kernelSuffix, "");
        String initrd = System.getProperty(INITRD_PROPERTY + initrdSuffix, "");
        if (kernel.isEmpty()
                || initrd.isEmpty()
                || !Files.isReadable(Path.of(kernel))
                || !Files.isReadable(Path.of(initrd))) {
            return Optional.empty();
        }
        return Optional.of(of(Content.file(HostPath.of(Path.of(kernel))), Content.file(HostPath.of(Path.of(initrd)))));
    }

    /** An initramfs of one's own, perhaps from {@link StockKernel#initramfs}, with its kernel. */
    public static GuestImages of(Content kernel, Content initrd) {
        return new GuestImages(kernel, initrd);
    }

    /** The kernel. */
    public Content kernel() {
        return kernel;
    }

    /** The initramfs. */
    public Content initrd() {
        return initrd;
    }

    /**
     * Boots the kernel so that it does this task. With {@link GuestTask#SHELL} the kernel's console is the first serial
     * port; with any other the port is the task's alone.
     *
     * @param words more for the kernel's command line
     */
    public LinuxBoot boot(GuestTask task, String... words) {
        LinuxBoot boot = LinuxBoot.kernel(kernel).initrd(initrd).append(task.word());
        boot = task == GuestTask.SHELL ? boot.append("console=ttyS0") : boot;
        for (String word : words) {
            boot = boot.append(word);
        }
        return boot;
    }

    /** The init script that obeys {@link GuestTask}, for initramfs of one's own making. */
    public static String init() {
        try (InputStream in = GuestImages.class.getResourceAsStream("guest-init.sh")) {
            if (in == null) {
                throw new IllegalStateException("hv-testkit has no guest-init.sh: its jar is incomplete");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("hv-testkit: cannot read guest-init.sh", e);
        }
    }
}
