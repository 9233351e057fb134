package io.hv.testkit.guest;

import java.io.IOException;
import java.nio.file.Path;

/** A program that writes the initramfs of a stock kernel with {@link GuestImages}'s init. */
public final class MakeInitramfs {

    private MakeInitramfs() {}

    /**
     * Runs it.
     *
     * @param args the folder of the {@link StockKernel}, a statically linked busybox, the file to write
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException("usage: MakeInitramfs KERNEL-FOLDER BUSYBOX OUTPUT");
        }
        StockKernel.at(Path.of(args[0])).initramfs(Path.of(args[1])).build().writeTo(Path.of(args[2]));
    }
}
