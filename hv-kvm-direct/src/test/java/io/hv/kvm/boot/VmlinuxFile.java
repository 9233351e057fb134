package io.hv.kvm.boot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the vmlinux out of a bzImage. */
public final class VmlinuxFile {

    private static final int STEP = 1 << 20;

    private VmlinuxFile() {}

    /** Writes all of it. */
    public static void unpack(Path bzImage, Path vmlinux) throws IOException {
        try (FileChannel channel = FileChannel.open(bzImage);
                OutputStream out = Files.newOutputStream(vmlinux)) {
            BootFile kernel = BootFile.of("vmlinuz", channel);
            LinuxPayload payload =
                    LinuxPayload.of(kernel, LinuxHeader.of(kernel)).orElseThrow();
            payload.unpack(1L << 32, unpacked -> write(unpacked, out));
        }
    }

    private static long write(BootFile unpacked, OutputStream out) {
        try {
            for (long at = 0; at < unpacked.size(); at += STEP) {
                int length = (int) Math.min(STEP, unpacked.size() - at);
                out.write(unpacked.part(at, length, "the kernel").array());
            }
            return unpacked.size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
