package io.hv.kvm.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;

/** Changes snapshot files in ways that their checksums do not tell. */
public final class SnapshotSurgery {

    private static final int VERSION_AT = 8;
    private static final int SUM_AT = FileHeader.SIZE - Integer.BYTES;

    private SnapshotSurgery() {}

    /** The same header, of another version. */
    public static byte[] ofVersion(byte[] header, int version) {
        ByteBuffer changed = ByteBuffer.wrap(header.clone()).order(ByteOrder.LITTLE_ENDIAN);
        changed.putInt(VERSION_AT, version);
        return changed.putInt(SUM_AT, sum(Arrays.copyOf(changed.array(), SUM_AT)))
                .array();
    }

    /** The header of a file. */
    public static byte[] header(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(FileHeader.SIZE);
        }
    }

    /** The state in a file's bytes, on any operating system. */
    public static byte[] state(byte[] file) {
        FileHeader header = FileHeader.decode(Arrays.copyOf(file, FileHeader.SIZE), file.length);
        byte[] state =
                Arrays.copyOfRange(file, (int) header.stateStart(), (int) (header.stateStart() + header.stateSize()));
        if (sum(state) != header.stateSum()) {
            throw new StateFormatException("its state is damaged");
        }
        return state;
    }

    /** Where the state of a file begins. */
    public static long stateStart(Path file) throws IOException {
        return FileHeader.decode(header(file), Files.size(file)).stateStart();
    }

    /** Puts bytes in the place of a file's. */
    public static void write(Path file, long at, byte[] bytes) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                int unused = out.write(rest, at + rest.position());
            }
        }
    }

    /** Cuts a file off. */
    public static void cut(Path file, long length) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileChannel unused = out.truncate(length);
        }
    }

    /** Makes one bit another, somewhere in a part of a file. */
    public static void flip(Path file, Random random, long from, long to) throws IOException {
        long at = random.longs(1, from, to).sum();
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer octet = ByteBuffer.allocate(1);
            int unused = in.read(octet, at);
            write(file, at, new byte[] {(byte) (octet.get(0) ^ 1 << random.nextInt(8))});
        }
    }

    /** Puts another state in the place of a file's. */
    public static void replaceState(Path file, Record state) throws IOException {
        replaceState(file, StateCodec.encode(state));
    }

    /** Puts another state's bytes in the place of a file's. */
    public static void replaceState(Path file, byte[] bytes) throws IOException {
        FileHeader old = FileHeader.decode(header(file), Files.size(file));
        write(file, old.stateStart(), bytes);
        cut(file, old.stateStart() + bytes.length);
        FileHeader header = new FileHeader(
                old.difference(),
                old.stateStart() + bytes.length,
                old.ramStart(),
                old.ramSize(),
                old.stateStart(),
                bytes.length,
                sum(bytes));
        write(file, 0, header.encode().array());
    }

    private static int sum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }
}
