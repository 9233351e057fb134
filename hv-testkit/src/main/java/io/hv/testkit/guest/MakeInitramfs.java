package io.hv.testkit.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A program that writes the initramfs of a stock kernel with {@link GuestImages}'s init. */
public final class MakeInitramfs {

    private static final String SOCKETS = "vmw_vsock_virtio_transport";

    private MakeInitramfs() {}

    /**
     * Runs it.
     *
     * @param args the folder of the {@link StockKernel}, a statically linked busybox, the file to write; perhaps a folder
     *     with more, whose files are put at the same paths, to be run; then the driver for sockets is loaded too
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 3 && args.length != 4) {
            throw new IllegalArgumentException("usage: MakeInitramfs KERNEL-FOLDER BUSYBOX OUTPUT [FOLDER]");
        }
        StockKernel kernel = StockKernel.at(Path.of(args[0]));
        Initramfs.Builder builder = kernel.initramfs(Path.of(args[1]));
        if (args.length == 4) {
            addAll(builder, Path.of(args[3]));
            // Only programs that a stock guest has not know sockets.
            if (ModuleTree.read(kernel.modules()).knows(SOCKETS)) {
                builder.module(SOCKETS, kernel.modules());
            }
        }
        builder.build().writeTo(Path.of(args[2]));
    }

    private static void addAll(Initramfs.Builder builder, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> builder.executable("/" + folder.relativize(file), file));
        }
    }
}
