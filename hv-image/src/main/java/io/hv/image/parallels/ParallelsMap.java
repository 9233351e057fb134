package io.hv.image.parallels;

import io.hv.image.CheckReport;
import io.hv.image.Extent;
import io.hv.image.ImageFormat;
import io.hv.image.ImageInfo;
import io.hv.image.block.BlockMap;
import io.hv.image.block.Place;
import io.hv.image.block.Run;
import io.hv.image.file.ImageFile;
import io.hv.image.spi.Backing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a Parallels image has its clusters: its BAT, all of it. */
final class ParallelsMap implements BlockMap {

    private final ImageFile file;
    private final ParallelsHeader header;
    private final ByteBuffer bat;
    private final int allocated;
    private final Backing none = new Backing(null);

    /** Reads the BAT, and refuses one that points out of the data, or twice to the same place. */
    ParallelsMap(ImageFile file, ParallelsHeader header) {
        this.file = file;
        this.header = header;
        bat = file.read("BAT", ParallelsHeader.SIZE, header.entries() * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        long size = file.size();
        int[] entries = new int[header.entries()];
        int count = 0;
        for (int i = 0; i < header.entries(); i++) {
            int entry = bat.getInt(i * Integer.BYTES);
            if (entry != 0) {
                check(i, entry, size);
                entries[count] = entry;
                count++;
            }
        }
        allocated = count;
        checkUnique(entries, count);
    }

    private void check(int block, int entry, long size) {
        long host = header.host(entry);
        long at = ParallelsHeader.SIZE + (long) block * Integer.BYTES;
        // The file of an image that QEMU made may end with the disk's last sector.
        long needed = Math.min(header.blockSize(), header.capacity() - (long) block * header.blockSize());
        if (host > size - Math.max(0, needed)) {
            throw file.fault("BAT entry", at, "the cluster at " + host + " lies behind the end of the file");
        }
        long distance = host - header.dataOffset();
        if (distance < 0 || distance % header.blockSize() != 0) {
            throw file.fault(
                    "BAT entry", at, host + " is not where a cluster can be: the data begin at " + header.dataOffset());
        }
    }

    private void checkUnique(int[] entries, int count) {
        Arrays.sort(entries, 0, count);
        for (int i = 1; i < count; i++) {
            if (entries[i] == entries[i - 1]) {
                throw file.fault(
                        "BAT entry",
                        ParallelsHeader.SIZE,
                        "two entries are for the cluster at " + header.host(entries[i]));
            }
        }
    }

    @Override
    public ImageFile file() {
        return file;
    }

    @Override
    public Backing backing() {
        return none;
    }

    @Override
    public long capacity() {
        return header.capacity();
    }

    @Override
    public int blockSize() {
        return header.blockSize();
    }

    @Override
    public ImageInfo info() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("cluster-size", Integer.toString(blockSize()));
        details.put("in-use", Boolean.toString(header.isInUse()));
        return new ImageInfo(file.path(), ImageFormat.PARALLELS, capacity(), file.size(), details);
    }

    @Override
    public Run run(long offset, long most) {
        int block = (int) (offset / blockSize());
        int skip = (int) (offset % blockSize());
        long length = Math.min(most, blockSize() - skip);
        int entry = header.isEmpty() ? 0 : bat.getInt(block * Integer.BYTES);
        return entry == 0
                ? Run.of(Extent.Kind.ABSENT, length)
                : new Run(Extent.Kind.DATA, header.host(entry) + skip, length);
    }

    /** What can be wrong with the BAT is refused when an image is opened. */
    @Override
    public CheckReport check() {
        List<String> findings = header.isInUse() ? List.of("in_use: whoever wrote to it has not closed it") : List.of();
        return new CheckReport(0, 0, allocated, findings);
    }

    @Override
    public boolean hasBegun() {
        return false;
    }

    @Override
    public void begin() {
        throw readOnly();
    }

    @Override
    public Place allocate(long block) {
        throw readOnly();
    }

    @Override
    public void giveBack(Place place) {
        throw readOnly();
    }

    @Override
    public void set(long block, Place place) {
        throw readOnly();
    }

    private RuntimeException readOnly() {
        return file.fault("magic", 0, "images of this format are only read");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        file.close();
    }
}
