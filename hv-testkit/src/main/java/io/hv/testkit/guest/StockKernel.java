package io.hv.testkit.guest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A distribution's kernel, unpacked from its package: a folder with {@code vmlinuz} and {@code modules}, which is what
 * {@code lib/modules/RELEASE} holds. Immutable.
 */
public final class StockKernel {

    /** What a guest needs to hear its power button, to tell that it panicked, and for its virtio devices. */
    private static final List<String> GUEST_MODULES = List.of(
            "evdev",
            "button",
            "pvpanic",
            "pvpanic-mmio",
            "virtio_pci",
            "virtio_mmio",
            "virtio_blk",
            "virtio_console",
            "virtio_net",
            "virtio-rng",
            "virtio_balloon",
            "virtiofs");

    private final Path folder;

    private StockKernel(Path folder) {
        this.folder = folder;
    }

    /**
     * The kernel in this folder.
     *
     * @throws IllegalArgumentException if it has no {@code vmlinuz} or no {@code modules/modules.dep}
     */
    public static StockKernel at(Path folder) {
        for (String file : List.of("vmlinuz", "modules/modules.dep")) {
            if (!Files.isReadable(folder.resolve(file))) {
                throw new IllegalArgumentException("no stock kernel in " + folder + ": it has no readable " + file);
            }
        }
        return new StockKernel(folder);
    }

    /** The bzImage. */
    public Path vmlinuz() {
        return folder.resolve("vmlinuz");
    }

    /** What {@code lib/modules/RELEASE} holds. */
    public Path modules() {
        return folder.resolve("modules");
    }

    /**
     * An initramfs for this kernel to go on from: busybox, the modules for power button, panics and virtio devices, and the init that does
     * a {@link GuestTask}. More modules may be added; the init loads them all.
     *
     * @param busybox a statically linked busybox
     */
    public Initramfs.Builder initramfs(Path busybox) {
        Initramfs.Builder builder = Initramfs.builder()
                .busybox(busybox)
                .directory("/dev")
                .directory("/proc")
                .directory("/sys")
                .directory("/tmp")
                .init(GuestImages.init());
        GUEST_MODULES.forEach(module -> builder.module(module, modules()));
        return builder;
    }

    @Override
    public String toString() {
        return "the stock kernel in " + folder;
    }
}
