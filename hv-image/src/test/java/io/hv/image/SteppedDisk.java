package io.hv.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.file.StorageLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** An image, those below it, and beside each an array of bytes to which the same is done. */
final class SteppedDisk implements AutoCloseable {

    private static final StorageLayer UNFORCED = (path, storage) -> new Unforced(storage);
    private static final int DEEPEST = 3;

    /** One image. */
    private static final class Level {

        final Path file;
        final CreateOptions options;
        byte[] model;
        /** What its snapshots have. */
        final List<byte[]> kept = new ArrayList<>();

        Level(Path file, CreateOptions options, byte[] model) {
            this.file = file;
            this.options = options;
            this.model = model;
        }

        boolean isQcow2() {
            return options.format() == ImageFormat.QCOW2;
        }

        boolean canSnapshot() {
            return isQcow2() && options.dataFile().isEmpty() && options.refcountBits() > 1;
        }

        boolean canResize() {
            return options.version() > 2 || kept.isEmpty();
        }
    }

    private final Path folder;
    private final UnaryOperator<CreateOptions> overlays;
    private final Deque<Level> below = new ArrayDeque<>();
    private Level top;
    private Image image;
    private int names;

    /**
     * A new one.
     *
     * @param overlays what its overlays are like
     */
    SteppedDisk(Path folder, CreateOptions first, UnaryOperator<CreateOptions> overlays) {
        this.folder = folder;
        this.overlays = overlays;
        top = new Level(folder.resolve("disk0.img"), first, new byte[Histories.CAPACITY]);
        image = create(top);
    }

    private static Image create(Level level) {
        return Image.create(level.file, level.options, BackingPolicy.ownFolder(), UNFORCED);
    }

    private static Image open(Level level, boolean writable) {
        OpenOptions options = OpenOptions.format(level.options.format()).through(UNFORCED);
        return Image.open(level.file, writable ? options.writable() : options);
    }

    void write(int place, int most, int seed) {
        int at = place % top.model.length;
        byte[] bytes = new byte[length(at, most)];
        new Random(seed).nextBytes(bytes);
        image.write(at, ByteBuffer.wrap(bytes));
        System.arraycopy(bytes, 0, top.model, at, bytes.length);
    }

    private int length(int at, int most) {
        return Math.min(most, top.model.length - at);
    }

    void writeCompressed(int place, int seed) {
        if (!top.isQcow2()) {
            return;
        }
        int size = image.clusterSize();
        int at = place % top.model.length / size * size;
        Random random = new Random(seed);
        byte[] bytes = new byte[length(at, size)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 50 < 25 ? random.nextInt() : i);
        }
        image.writeCompressed(at, ByteBuffer.wrap(bytes));
        System.arraycopy(bytes, 0, top.model, at, bytes.length);
    }

    void zero(int place, int most) {
        int at = place % top.model.length;
        int length = length(at, most);
        image.zero(at, length);
        Arrays.fill(top.model, at, at + length, (byte) 0);
    }

    /** Each byte is zero then, or what it was. */
    void discard(int place, int most) {
        int at = place % top.model.length;
        int length = length(at, most);
        image.discard(at, length);
        byte[] now = MatrixTest.bytes(image, at, length);
        for (int i = 0; i < length; i++) {
            assertTrue(now[i] == 0 || now[i] == top.model[at + i], "discarded byte " + (at + i));
        }
        System.arraycopy(now, 0, top.model, at, length);
    }

    void read(int place, int most) {
        int at = place % top.model.length;
        int length = length(at, most);
        assertArrayEquals(
                Arrays.copyOfRange(top.model, at, at + length), MatrixTest.bytes(image, at, length), "at " + at);
    }

    void flush() {
        image.flush();
    }

    void check() {
        if (top.isQcow2()) {
            assertEquals(List.of(), image.check().findings());
        }
    }

    void snapshot() {
        if (!top.canSnapshot() || top.kept.size() >= (top.options.refcountBits() == 2 ? 2 : 4)) {
            return;
        }
        if (countsFit(() -> {
            SnapshotInfo made = image.createSnapshot("s" + names++);
            assertEquals(top.model.length, made.capacity());
        })) {
            boolean unused = top.kept.add(top.model.clone());
        }
    }

    /** Two bits have no room for everything, as for a snapshot that is counted twice while the disk goes back to it. */
    private boolean countsFit(Runnable change) {
        try {
            change.run();
            return true;
        } catch (ImageException e) {
            assertEquals("refcount", e.field(), e.toString());
            assertEquals(2, top.options.refcountBits(), e.toString());
            assertHolds();
            return false;
        }
    }

    void apply(int which) {
        if (!top.kept.isEmpty()) {
            int index = which % top.kept.size();
            if (countsFit(() -> image.applySnapshot(kept().get(index).name()))) {
                top.model = top.kept.get(index).clone();
            }
        }
    }

    void delete(int which) {
        if (!top.kept.isEmpty()) {
            int index = which % top.kept.size();
            image.deleteSnapshot(kept().get(index).id());
            byte[] unused = top.kept.remove(index);
        }
    }

    private List<SnapshotInfo> kept() {
        List<SnapshotInfo> all = image.snapshots();
        assertEquals(
                top.kept.stream().map(each -> (long) each.length).toList(),
                all.stream().map(SnapshotInfo::capacity).toList());
        return all;
    }

    void resize(int capacity) {
        if (top.canResize()) {
            image.resize(capacity);
            top.model = Arrays.copyOf(top.model, capacity);
        }
    }

    void overlay() {
        if (below.size() == DEEPEST) {
            return;
        }
        image.close();
        below.push(top);
        String name = String.valueOf(top.file.getFileName());
        CreateOptions options = overlays.apply(CreateOptions.overlay(name, top.options.format()));
        top = new Level(folder.resolve("disk" + below.size() + ".img"), options, top.model.clone());
        image = create(top);
    }

    /** What snapshots of an overlay do not have themselves would come to read otherwise: one that has any is left alone. */
    void commit() {
        Level base = below.peek();
        if (base == null || !top.kept.isEmpty() || (top.model.length > base.model.length && !base.canResize())) {
            return;
        }
        image.commit();
        byte[] merged = Arrays.copyOf(base.model, Math.max(base.model.length, top.model.length));
        System.arraycopy(top.model, 0, merged, 0, top.model.length);
        base.model = merged;
        assertHolds();
    }

    void drop() {
        if (!below.isEmpty()) {
            image.close();
            delete(top.file);
            top = below.pop();
            image = open(top, true);
            assertHolds();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void reopen() {
        image.close();
        image = open(top, true);
        assertHolds();
    }

    private void assertHolds() {
        assertEquals(top.model.length, image.capacity());
        assertArrayEquals(top.model, MatrixTest.bytes(image, 0, top.model.length));
    }

    /**
     * Ends it, and looks at all images once more, and at all snapshots.
     *
     * @param byQemu whether qemu-img looks at them too
     */
    void end(boolean byQemu) {
        assertHolds();
        image.close();
        while (true) {
            image = open(top, false);
            assertHolds();
            check();
            image.close();
            if (byQemu && top.isQcow2()) {
                String name = String.valueOf(top.file.getFileName());
                String unused = Qemu.img(folder, "check", "-q", "-f", "qcow2", name);
            }
            image = open(top, true);
            for (int i = 0; i < top.kept.size(); i++) {
                apply(i);
                assertHolds();
            }
            image.close();
            if (below.isEmpty()) {
                return;
            }
            top = below.pop();
        }
    }

    @Override
    public void close() {
        image.close();
    }
}
