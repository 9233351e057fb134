package io.hv.image.vmdk;

import io.hv.image.CheckReport;
import io.hv.image.Extent;
import io.hv.image.ImageFormat;
import io.hv.image.ImageInfo;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Backing;
import io.hv.image.spi.Disk;
import io.hv.image.spi.DiskLock;
import io.hv.image.spi.Fill;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A disk of parts, one after the other, perhaps over a parent. Reads, and writes into grains that are there, go side by
 * side; what changes a table is alone.
 */
final class VmdkDisk implements Disk {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ImageFile file;
    private volatile Descriptor descriptor;
    private final List<Part> parts;
    /** Where each part begins, and at last where the disk ends. */
    private final long[] starts;

    private final Backing parent;
    private final DiskLock lock = new DiskLock();
    private volatile long cid;
    /** Whether the CID was changed, as at the first write of everybody who has the image open. */
    private boolean begun;

    /**
     * Of what was checked.
     *
     * @param keepsIdentity whether writing does not change the CID
     */
    VmdkDisk(ImageFile file, Descriptor descriptor, List<Part> parts, @Nullable Disk parent, boolean keepsIdentity) {
        begun = keepsIdentity;
        this.file = file;
        this.descriptor = descriptor;
        this.parts = parts;
        this.parent = new Backing(parent);
        cid = descriptor.cid();
        starts = new long[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            starts[i + 1] = starts[i] + parts.get(i).length();
        }
    }

    long cid() {
        return cid;
    }

    @Override
    public ImageFile file() {
        return file;
    }

    @Override
    public List<Path> ownFiles() {
        return Stream.concat(Stream.of(file), parts.stream().map(Part::file))
                .map(ImageFile::path)
                .distinct()
                .toList();
    }

    @Override
    public long capacity() {
        return starts[parts.size()];
    }

    @Override
    public int clusterSize() {
        return parts.get(0).grainBytes();
    }

    @Override
    public boolean isSequential() {
        return parts.get(0) instanceof StreamPart;
    }

    @Override
    public boolean isRandomlyWritable() {
        return parts.stream().allMatch(Part::isRandomlyWritable);
    }

    @Override
    public Optional<Disk> backing() {
        return parent.disk();
    }

    @Override
    public ImageInfo info() {
        return Description.of(file, descriptor, cid, parts, capacity());
    }

    private int index(long offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    /** How a range begins, and in which part. */
    private record Place(Part part, long start, Part.Run run) {}

    private Place place(long offset, long length) {
        int index = index(offset);
        Part part = parts.get(index);
        long most = Math.min(length, starts[index + 1] - offset);
        return new Place(part, starts[index], part.run(offset - starts[index], most));
    }

    @Override
    public void read(long offset, ByteBuffer into) {
        lock.share(() -> readRuns(offset, into));
    }

    private void readRuns(long offset, ByteBuffer into) {
        long at = offset;
        int limit = into.limit();
        while (into.position() < limit) {
            Place place = place(at, limit - into.position());
            into.limit(into.position() + (int) place.run.length());
            switch (place.run.kind()) {
                case DATA, COMPRESSED -> place.part.read(place.run, at - place.start, into);
                case ZERO -> Fill.zeros(into);
                default -> readParent(at, into);
            }
            into.limit(limit);
            at += place.run.length();
        }
    }

    private void readParent(long offset, ByteBuffer into) {
        if (!parent.isThere() && isChild()) {
            throw file.fault(
                    "parentFileNameHint",
                    descriptor.at("parentFileNameHint"),
                    "the bytes are in the parent, without which the image was opened");
        }
        parent.read(offset, into);
    }

    private boolean isChild() {
        return descriptor.parentCid() != Descriptor.NO_PARENT;
    }

    @Override
    public void write(long offset, ByteBuffer from) {
        long at = offset;
        while (from.hasRemaining()) {
            long here = at;
            int n = lock.shared(() -> write(here, from, true));
            at += n == 0 ? lock.alone(() -> write(here, from, false)) : n;
        }
    }

    /** As far as the first part, or its first grain, goes; in place maybe nothing. */
    private int write(long at, ByteBuffer from, boolean inPlace) {
        int limit = from.limit();
        try {
            int index = index(at);
            Part part = parts.get(index);
            long inside = at - starts[index];
            from.limit(from.position() + (int) Math.min(from.remaining(), starts[index + 1] - at));
            if (inPlace) {
                return begun ? part.writeInPlace(inside, from) : 0;
            }
            part.check(inside, from);
            begin();
            return part.write(inside, from, below(starts[index]));
        } finally {
            from.limit(limit);
        }
    }

    /** Whoever has this image as a parent can see that it changed, before it does. */
    private void begin() {
        if (!begun) {
            long next = cid;
            while (next == cid || next == Descriptor.NO_PARENT) {
                next = descriptor.cutCid(RANDOM.nextInt());
            }
            descriptor.writeCid(next);
            cid = next;
            file.force();
            begun = true;
        }
    }

    private Part.Below below(long start) {
        return new Part.Below() {
            @Override
            public boolean isThere() {
                return isChild();
            }

            @Override
            public void read(long offset, ByteBuffer into) {
                readParent(start + offset, into);
            }
        };
    }

    @Override
    public void writeCompressed(long offset, ByteBuffer from) {
        int index = index(offset);
        if (!(parts.get(index) instanceof StreamPart stream)) {
            throw file.fault("compressed grains", -1, "only an image of subformat streamOptimized has them");
        }
        long inside = offset - starts[index];
        ByteBuffer plain = from.duplicate();
        stream.check(inside, plain);
        ByteBuffer packed = stream.pack(inside, from);
        lock.act(() -> {
            // Again: another thread may have been faster.
            stream.check(inside, plain);
            begin();
            stream.append(inside, packed);
        });
    }

    @Override
    public void zero(long offset, long length) {
        for (long at = offset; at < offset + length; ) {
            long here = at;
            at += lock.alone(() -> zeroRun(here, offset + length - here));
        }
    }

    /** Returns how long the first run is. */
    private long zeroRun(long at, long most) {
        Place place = place(at, most);
        Part.Below below = below(place.start);
        if (place.part.isZeroedByChange(place.run, below)) {
            begin();
            place.part.zero(place.run, at - place.start, below);
        }
        return place.run.length();
    }

    /** A file of this format has no use for a grain that is given back. */
    @Override
    public void discard(long offset, long length) {}

    @Override
    public boolean isOverlay() {
        return isChild() && parts.stream().allMatch(Part::canForget);
    }

    @Override
    public void attach(Disk below) {
        lock.act(() -> parent.replace(below));
    }

    @Override
    public void makeEmpty() {
        lock.act(() -> {
            begin();
            parts.forEach(Part::forget);
        });
    }

    /** Of a parent that is not there the CID is not known: it is taken to be that of before, elsewhere. */
    @Override
    public void rebase(@Nullable String name, @Nullable String format, @Nullable Disk disk) {
        if (name != null && !ImageFormat.VMDK.id().equals(format)) {
            throw file.fault("parentFileNameHint", -1, "the parent of a VMDK is one, too, and not of format " + format);
        }
        lock.act(() -> {
            begin();
            long known = disk instanceof VmdkDisk vmdk ? vmdk.cid() : descriptor.parentCid();
            descriptor = descriptor.withParent(name == null ? "" : name, name == null ? Descriptor.NO_PARENT : known);
            parent.replace(disk);
        });
    }

    @Override
    public CheckReport check(boolean repairLeaks, boolean repairAll) {
        Findings findings = new Findings();
        lock.act(() -> {
            if (file.isWritable()) {
                parts.forEach(Part::flush);
            }
            parts.forEach(part -> part.verify(findings, repairAll));
        });
        return findings.report();
    }

    @Override
    public Extent ownExtent(long offset, long length) {
        Part.Run run = lock.shared(() -> place(offset, length).run);
        boolean asIs = run.kind() == Extent.Kind.DATA;
        return new Extent(offset, run.length(), run.kind(), 0, asIs ? run.host() : -1);
    }

    @Override
    public Extent extent(long offset, long length) {
        return orBelow(ownExtent(offset, length));
    }

    @Override
    public void flush() {
        lock.act(() -> parts.forEach(Part::flush));
    }

    @Override
    public void close() {
        lock.act(() -> {
            try (file;
                    parent) {
                closeParts();
            }
        });
    }

    /** All of them, whatever becomes of one. */
    private void closeParts() {
        RuntimeException failure = null;
        for (Part each : parts) {
            try {
                each.file().close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
