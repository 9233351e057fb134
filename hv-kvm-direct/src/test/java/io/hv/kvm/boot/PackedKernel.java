package io.hv.kvm.boot;

import com.github.luben.zstd.Zstd;
import io.hv.image.codec.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.X86Options;
import org.tukaani.xz.XZOutputStream;

/** Makes bzImages that carry a packed vmlinux as Linux's build does. */
final class PackedKernel {

    /** From the start of the protected-mode part; behind the entry. */
    static final int OFFSET = 0x300;

    /** Where the payload is in the file. */
    static final int AT = FakeKernel.PAYLOAD_OFFSET + OFFSET;

    private static final int LITERALS = 1 << 12;

    private PackedKernel() {}

    static byte[] of(Codec codec, byte[] vmlinux) {
        return of(codec, vmlinux, b -> {});
    }

    /** With a change of the whole file at the end. */
    static byte[] of(Codec codec, byte[] vmlinux, Consumer<ByteBuffer> change) {
        byte[] payload = payload(codec, vmlinux);
        int size = (OFFSET + payload.length + 15) & -16;
        byte[] file = Arrays.copyOf(FakeKernel.plain(), FakeKernel.PAYLOAD_OFFSET + size);
        System.arraycopy(payload, 0, file, AT, payload.length);
        ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0x1f4, size >> 4).putInt(0x248, OFFSET).putInt(0x24c, payload.length);
        change.accept(b);
        return file;
    }

    private static byte[] payload(Codec codec, byte[] vmlinux) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            switch (codec) {
                case GZIP -> write(new GZIPOutputStream(bytes), vmlinux);
                case XZ ->
                    write(
                            new XZOutputStream(bytes, new FilterOptions[] {new X86Options(), new LZMA2Options(1)}),
                            vmlinux);
                case ZSTD -> bytes.writeBytes(Zstd.compress(vmlinux));
                case LZ4_LEGACY -> lz4(bytes, vmlinux);
            }
            // gzip has the size already.
            if (codec != Codec.GZIP) {
                bytes.writeBytes(number(vmlinux.length));
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(OutputStream to, byte[] bytes) throws IOException {
        try (to) {
            to.write(bytes);
        }
    }

    /** Blocks of literals only. */
    private static void lz4(ByteArrayOutputStream to, byte[] plain) {
        to.writeBytes(number(0x184c2102));
        for (int at = 0; at < plain.length; at += LITERALS) {
            int length = Math.min(LITERALS, plain.length - at);
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            block.write(Math.min(length, 15) << 4);
            if (length >= 15) {
                int rest = length - 15;
                for (; rest >= 255; rest -= 255) {
                    block.write(255);
                }
                block.write(rest);
            }
            block.write(plain, at, length);
            to.writeBytes(number(block.size()));
            to.writeBytes(block.toByteArray());
        }
    }

    static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
