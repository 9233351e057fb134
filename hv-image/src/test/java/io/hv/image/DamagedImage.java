package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.image.file.ImageFile;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Opening;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as damage to a sound image. The first says whether checksums are made good afterwards (1) and whether the file is cut
 * (2); then each piece of damage is a place in two bytes, where in it and how long in one, and what is written there.
 */
final class DamagedImage {

    /** So much is read and written of a disk, whatever it says of its size. */
    private static final int SOME = 1 << 16;

    private static final int EXTENTS = 64;

    private final SoundImage sound;
    private final ByteBuffer input;
    private final PatchedStorage storage;

    DamagedImage(SoundImage sound, byte[] input) {
        this.sound = sound;
        this.input = ByteBuffer.wrap(input);
        this.storage = new PatchedStorage(sound.image());
        damage();
    }

    private int next() {
        return input.hasRemaining() ? input.get() & 0xff : 0;
    }

    private void damage() {
        int how = next();
        int cut = (how & 2) == 0 ? -1 : place() + next();
        while (input.hasRemaining()) {
            int at = place();
            int where = next();
            at += where & (SoundImage.GRAIN - 1);
            for (int i = 0; i <= where >>> 5; i++) {
                storage.patch(at + i, (byte) next());
            }
        }
        if ((how & 1) != 0) {
            seal();
        }
        if (cut >= 0) {
            storage.cut(cut);
        }
        storage.begin();
    }

    private int place() {
        return sound.places().get((next() << 8 | next()) % sound.places().size());
    }

    /** Otherwise nothing behind a checksum would ever be reached. */
    private void seal() {
        switch (sound.driver().format()) {
            case VPC -> {
                int end = sound.image().capacity() - 512;
                storage.put(0, VhdBytes.sealFooter(storage.get(0, 512)));
                storage.put(end, VhdBytes.sealFooter(storage.get(end, 512)));
                storage.put(512, VhdBytes.sealHeader(storage.get(512, 1024)));
            }
            case VHDX -> {
                crc(1 << 16, 4096);
                crc(2 << 16, 4096);
                crc(3 << 16, 1 << 16);
                crc(4 << 16, 1 << 16);
            }
            default -> {
                // They have none.
            }
        }
    }

    private void crc(int at, int length) {
        ByteBuffer bytes =
                storage.get(at, length).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 0);
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        storage.put(at, bytes.putInt(4, (int) crc.getValue()));
    }

    /** What became of it. */
    enum Outcome {
        /** It could not be opened for writing. */
        REFUSED,
        /** It was opened, and refused something then. */
        OPENED,
        /** It was written. */
        WRITTEN
    }

    /** Opens it for reading, then for writing: nothing but an ImageException comes of it, and who is refused changes nothing. */
    Outcome use() {
        try (Disk disk = open(false)) {
            look(disk);
        } catch (ImageException e) {
            assertEquals(SoundImage.NAME, e.file());
        }
        assertEquals(0, storage.writes(), "who reads has written");
        boolean open = false;
        try (Disk disk = open(true)) {
            open = true;
            change(disk);
            return Outcome.WRITTEN;
        } catch (ImageException e) {
            assertEquals(0, open ? 0 : storage.writes(), () -> "refused, and changed: " + e);
            return open ? Outcome.OPENED : Outcome.REFUSED;
        }
    }

    private Disk open(boolean writable) {
        ImageFile file = new ImageFile(SoundImage.NAME, storage, writable);
        return sound.driver().open(file, new NoOthers(file, writable));
    }

    private static void look(Disk disk) {
        ImageInfo unused = disk.info();
        long capacity = disk.capacity();
        read(disk, 0);
        read(disk, capacity / 2);
        read(disk, Math.max(0, capacity - SOME));
        long at = 0;
        for (int i = 0; i < EXTENTS && at < capacity; i++) {
            long length = disk.extent(at, capacity - at).length();
            assertEquals(true, length > 0 && length <= capacity - at, "an extent of " + length);
            at += length;
        }
        Object unusedToo = disk.snapshots();
        Object unusedReport = disk.check(false, false);
    }

    private static void read(Disk disk, long offset) {
        int length = (int) Math.min(SOME, disk.capacity() - offset);
        if (length > 0) {
            disk.read(offset, ByteBuffer.allocate(length));
        }
    }

    private static void change(Disk disk) {
        long capacity = disk.capacity();
        int length = (int) Math.min(3000, capacity);
        if (length == 0) {
            return;
        }
        if (disk.isSequential()) {
            int grain = (int) Math.min(disk.clusterSize(), Math.min(capacity, SOME));
            disk.writeCompressed(0, ByteBuffer.allocate(grain).put(0, (byte) 9));
        } else {
            disk.write(0, ByteBuffer.allocate(length).put(length - 1, (byte) 8));
            disk.write(capacity - length, ByteBuffer.allocate(length));
            disk.zero(capacity / 2, length / 2);
            disk.discard(0, Math.min(SOME, capacity));
        }
        disk.flush();
        read(disk, 0);
    }

    /** An image that names other files does not get them. */
    private record NoOthers(ImageFile file, boolean isWritable) implements Opening {

        @Override
        public Optional<Disk> backing(String name, @Nullable String format, String field, long offset) {
            return Optional.empty();
        }

        @Override
        public ImageFile dataFile(String name, boolean writable, String field, long offset) {
            throw file.fault(field, offset, "another file");
        }
    }
}
