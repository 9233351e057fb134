package io.hv.kvm.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The guest's RAM, read and written by guest physical address. Values are little-endian and need no alignment; an
 * access must lie inside one {@link Region}, else it throws {@link GuestAddressException} and has no effect. Every
 * write is marked in {@link #dirty()}.
 *
 * <p>Safe for any thread in the way that the guest's own memory is: racing accesses see some mix of bytes, never
 * anything worse. {@link #close()} is for the owner alone, after every thread that uses this memory has ended; later
 * accesses throw {@link IllegalStateException}.
 */
public final class GuestMemory implements AutoCloseable {

    private final List<Region> regions;
    private final Region[] lookup;
    private final Backing backing;
    private final int chunkShift;
    private final long size;
    private final DirtyBitmap dirty;
    /** Emptied by close, so that no access can reach memory that is unmapped. */
    private volatile ByteBuffer[] chunks;

    GuestMemory(List<Region> regions, Backing backing) {
        this.regions = List.copyOf(regions);
        this.lookup = this.regions.toArray(new Region[0]);
        this.backing = backing;
        this.chunkShift = backing.chunkShift();
        this.chunks = backing.chunks();
        this.size = Backing.fileSize(this.regions);
        this.dirty = new DirtyBitmap(size);
    }

    /**
     * RAM that vCPUs can run in. It takes host memory page by page, as it is touched.
     *
     * @param name shown in {@code /proc/self/maps}; at most 249 bytes
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     * @throws UnsupportedOperationException off Linux
     */
    public static GuestMemory map(MemoryMap map, String name) {
        return on(map.ram(), new MappedBacking(map.ram(), name));
    }

    /**
     * RAM that vCPUs can run in, and that begins as another machine's was when that was frozen. Neither sees what the other
     * writes from then on. No page is touched but those of {@link FrozenMemory#pagesToCopy()}.
     *
     * @param frozen open until this returns
     * @param name for files that a later freeze may need; at most 240 bytes
     * @throws IllegalArgumentException if the other machine's regions are not these
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     */
    public static GuestMemory of(MemoryMap map, FrozenMemory frozen, String name) {
        if (!map.ram().equals(frozen.regions())) {
            throw new IllegalArgumentException(
                    "the frozen memory has the regions " + frozen.regions() + ", and not " + map.ram());
        }
        return on(map.ram(), new MappedBacking(frozen, name));
    }

    private static GuestMemory on(List<Region> regions, Backing backing) {
        try {
            return new GuestMemory(regions, backing);
        } catch (RuntimeException | Error e) {
            // The heap may have no room for the bitmap of so much RAM.
            backing.close();
            throw e;
        }
    }

    /** RAM in ordinary Java buffers that no vCPU can run in: for tests, on any operating system. */
    public static GuestMemory onHeap(Region... regions) {
        return new GuestMemory(List.of(regions), new HeapBacking(List.of(regions), Backing.CHUNK_SHIFT));
    }

    /** One region from address 0, in ordinary Java buffers: for tests, on any operating system. */
    public static GuestMemory onHeap(long size) {
        return onHeap(new Region(0, size, 0));
    }

    /** How many bytes of RAM there are, in all regions. */
    public long size() {
        return size;
    }

    /** The regions, by ascending address. */
    public List<Region> regions() {
        return regions;
    }

    /** Which pages of the RAM file were written by the monitor. */
    public DirtyBitmap dirty() {
        return dirty;
    }

    /**
     * Where a region lies in this process, for the kernel only.
     *
     * @throws UnsupportedOperationException for RAM on the heap
     */
    public long hostAddress(Region region) {
        open();
        return backing.hostAddress() + region.offset();
    }

    /**
     * Where a run of RAM lies in this process, for a system call that reads or writes it.
     *
     * @param written whether the call is going to write there, which is then noted
     * @throws GuestAddressException if it is not RAM
     * @throws UnsupportedOperationException for RAM on the heap
     */
    public long hostAddress(long address, long length, boolean written) {
        return backing.hostAddress() + (written ? locateForWrite(address, length) : locate(address, length));
    }

    /** Whether an access would succeed; any two numbers may be asked. */
    public boolean contains(long address, long length) {
        for (Region region : lookup) {
            if (region.contains(address, length)) {
                return true;
            }
        }
        return false;
    }

    /** The byte at an address. */
    public byte getByte(long address) {
        long at = locate(address, Byte.BYTES);
        return chunk(at).get(within(at));
    }

    /** Two bytes. */
    public short getShort(long address) {
        long at = locate(address, Short.BYTES);
        return whole(at, Short.BYTES) ? chunk(at).getShort(within(at)) : (short) gather(at, Short.BYTES);
    }

    /** Four bytes. */
    public int getInt(long address) {
        long at = locate(address, Integer.BYTES);
        return whole(at, Integer.BYTES) ? chunk(at).getInt(within(at)) : (int) gather(at, Integer.BYTES);
    }

    /** Eight bytes. */
    public long getLong(long address) {
        long at = locate(address, Long.BYTES);
        return whole(at, Long.BYTES) ? chunk(at).getLong(within(at)) : gather(at, Long.BYTES);
    }

    /** Writes a byte. */
    public void putByte(long address, byte value) {
        long at = locateForWrite(address, Byte.BYTES);
        chunk(at).put(within(at), value);
    }

    /** Writes two bytes. */
    public void putShort(long address, short value) {
        long at = locateForWrite(address, Short.BYTES);
        if (whole(at, Short.BYTES)) {
            chunk(at).putShort(within(at), value);
        } else {
            scatter(at, Short.BYTES, value);
        }
    }

    /** Writes four bytes. */
    public void putInt(long address, int value) {
        long at = locateForWrite(address, Integer.BYTES);
        if (whole(at, Integer.BYTES)) {
            chunk(at).putInt(within(at), value);
        } else {
            scatter(at, Integer.BYTES, value);
        }
    }

    /** Writes eight bytes. */
    public void putLong(long address, long value) {
        long at = locateForWrite(address, Long.BYTES);
        if (whole(at, Long.BYTES)) {
            chunk(at).putLong(within(at), value);
        } else {
            scatter(at, Long.BYTES, value);
        }
    }

    /** A copy of {@code length} bytes. */
    public byte[] read(long address, int length) {
        long at = locate(address, length);
        byte[] copy = new byte[length];
        copyOut(at, copy, 0, length);
        return copy;
    }

    /** Copies {@code length} bytes into {@code target} from index {@code from}. */
    public void read(long address, byte[] target, int from, int length) {
        Objects.checkFromIndexSize(from, length, target.length);
        copyOut(locate(address, length), target, from, length);
    }

    /** Writes all of {@code source}. */
    public void write(long address, byte[] source) {
        write(address, source, 0, source.length);
    }

    /** Writes {@code length} bytes of {@code source} from index {@code from}. */
    public void write(long address, byte[] source, int from, int length) {
        Objects.checkFromIndexSize(from, length, source.length);
        long at = locateForWrite(address, length);
        for (int done = 0; done < length; ) {
            int step = step(at + done, length - done);
            chunk(at + done).put(within(at + done), source, from + done, step);
            done += step;
        }
    }

    /** Writes what {@code source} has left, and moves its position to its limit. */
    public void write(long address, ByteBuffer source) {
        long at = locateForWrite(address, source.remaining());
        while (source.hasRemaining()) {
            int step = step(at, source.remaining());
            chunk(at).put(within(at), source, source.position(), step);
            source.position(source.position() + step);
            at += step;
        }
    }

    /** Writes {@code length} bytes of the same value. */
    public void fill(long address, long length, byte value) {
        long at = locateForWrite(address, length);
        byte[] pattern = new byte[(int) Math.min(length, 1 << 16)];
        Arrays.fill(pattern, value);
        for (long done = 0; done < length; ) {
            int step = step(at + done, Math.min(length - done, pattern.length));
            chunk(at + done).put(within(at + done), pattern, 0, step);
            done += step;
        }
    }

    /**
     * The first address of a region from this one on where there may be something else than zeros, or the region's end.
     * Reading what was never written would make the host give it memory.
     */
    public long nextData(Region region, long address) {
        open();
        long offset = region.offset() + (address - region.address());
        long next = backing.nextData(offset, region.offset() + region.size());
        return region.address() + (next - region.offset());
    }

    /**
     * Gives back to the host what of a run of RAM is whole pages, because the guest needs their content no more. They take
     * memory again when they are next touched; what is there then is zeros, or, in RAM that was frozen or begins from frozen
     * RAM, what was frozen. The frozen RAM itself, and so whoever else uses it, is left alone: of it nothing is given back.
     * Counts as a write to these pages.
     *
     * @return how many bytes were whole pages
     * @throws GuestAddressException if it is not RAM
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     */
    public long release(long address, long length) {
        long at = locate(address, length);
        open();
        long first = (at + DirtyBitmap.PAGE_SIZE - 1) & -DirtyBitmap.PAGE_SIZE;
        long pages = Math.max(0, ((at + length) & -DirtyBitmap.PAGE_SIZE) - first);
        if (pages > 0) {
            backing.release(first, pages);
            // After it: who copies the pages that are marked has not seen the old content last.
            dirty.mark(first, pages);
        }
        return pages;
    }

    /**
     * What the RAM is at this instant, for other machines to begin from. The first time nothing is copied; later only what
     * has been written since, or all of it when that has become much. Addresses and contents stay what they are.
     *
     * <p>Nobody may be writing: the vCPUs and the devices stand still. If it fails, the RAM is as it was. That nobody can
     * write to the frozen file any more is made sure when it is first used, which then fails if somebody can (EBUSY).
     *
     * @return closed by the caller
     * @throws io.hv.nativeaccess.NativeException if the kernel refuses
     * @throws UnsupportedOperationException for RAM on the heap
     */
    public FrozenMemory freeze() {
        open();
        return backing.freeze();
    }

    /** How many pages a {@link #freeze()} now would have to copy: those written since the last one. */
    public long ownPages() {
        open();
        return backing.ownPages();
    }

    /** Gives the memory back to the host. Idempotent. */
    @Override
    public synchronized void close() {
        if (chunks.length != 0) {
            chunks = new ByteBuffer[0];
            backing.close();
        }
    }

    private long locate(long address, long length) {
        for (Region region : lookup) {
            if (region.contains(address, length)) {
                return region.offset() + (address - region.address());
            }
        }
        throw new GuestAddressException(address, length);
    }

    private long locateForWrite(long address, long length) {
        long at = locate(address, length);
        open();
        dirty.mark(at, length);
        return at;
    }

    private ByteBuffer[] open() {
        ByteBuffer[] now = chunks;
        if (now.length == 0) {
            throw new IllegalStateException("the guest's memory is closed");
        }
        return now;
    }

    private ByteBuffer chunk(long at) {
        return open()[(int) (at >>> chunkShift)];
    }

    private int within(long at) {
        return (int) (at & ((1L << chunkShift) - 1));
    }

    /** Whether {@code length} bytes at {@code at} lie in one chunk. */
    private boolean whole(long at, int length) {
        return within(at) <= (1 << chunkShift) - length;
    }

    /** How many of {@code length} bytes at {@code at} lie in the first chunk. */
    private int step(long at, long length) {
        return (int) Math.min(length, (1L << chunkShift) - within(at));
    }

    private void copyOut(long at, byte[] target, int from, int length) {
        for (int done = 0; done < length; ) {
            int step = step(at + done, length - done);
            chunk(at + done).get(within(at + done), target, from + done, step);
            done += step;
        }
    }

    private long gather(long at, int length) {
        byte[] bytes = new byte[Long.BYTES];
        copyOut(at, bytes, 0, length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private void scatter(long at, int length, long value) {
        for (int i = 0; i < length; i++) {
            chunk(at + i).put(within(at + i), (byte) (value >>> (Byte.SIZE * i)));
        }
    }
}
