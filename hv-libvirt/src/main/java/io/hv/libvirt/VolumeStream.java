package io.hv.libvirt;

import com.sun.jna.ptr.LongByReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StreamPointer;

/**
 * The bytes of a volume on their way: a stream of libvirt's whose calls wait. One that is not {@link #finish}ed is broken
 * off when it is closed. Used by one thread.
 */
final class VolumeStream implements AutoCloseable {

    /** What {@code virStreamRecvFlags} returns before a hole. */
    private static final int AT_HOLE = -3;

    private final LibvirtCalls calls;
    private final StreamPointer stream;
    private final Connection.Lease lease;
    private boolean isOver;

    private VolumeStream(LibvirtCalls calls, StreamPointer stream, Connection.Lease lease) {
        this.calls = calls;
        this.stream = stream;
        this.lease = lease;
    }

    /** Begins to write a volume. */
    static VolumeStream upload(VolumeRef volume, long length, boolean sparse) throws LibvirtFailure {
        VolumeStream begun = of(volume);
        int flags = sparse ? LibvirtCalls.SPARSE_STREAM : 0;
        begun.begin(
                begun.calls.virStorageVolUpload(volume.pointer(), begun.stream, 0, length, flags),
                "virStorageVolUpload");
        return begun;
    }

    /** Begins to read a volume, all of it. */
    static VolumeStream download(VolumeRef volume) throws LibvirtFailure {
        VolumeStream begun = of(volume);
        begun.begin(
                begun.calls.virStorageVolDownload(volume.pointer(), begun.stream, 0, 0, LibvirtCalls.SPARSE_STREAM),
                "virStorageVolDownload");
        return begun;
    }

    private static VolumeStream of(VolumeRef volume) throws LibvirtFailure {
        Connection.Lease lease = volume.lease();
        @Nullable StreamPointer stream = volume.calls.virStreamNew(lease.pointer(), 0);
        if (stream == null) {
            LibvirtFailure failure = LibvirtFailure.last(volume.calls, "virStreamNew");
            lease.close();
            throw failure;
        }
        return new VolumeStream(volume.calls, stream, lease);
    }

    private void begin(int result, String function) throws LibvirtFailure {
        if (result < 0) {
            LibvirtFailure failure = LibvirtFailure.last(calls, function);
            isOver = true;
            close();
            throw failure;
        }
    }

    private int check(int result, String function) throws LibvirtFailure {
        if (result < 0) {
            throw LibvirtFailure.last(calls, function);
        }
        return result;
    }

    /** Sends all of a buffer that is not on the heap. */
    void send(ByteBuffer from) throws LibvirtFailure {
        while (from.hasRemaining()) {
            // By its beginning is how JNA hands a buffer on.
            int sent = check(calls.virStreamSend(stream, from.slice(), new SizeT(from.remaining())), "virStreamSend");
            from.position(from.position() + sent);
        }
    }

    /** Sends a hole. */
    void sendHole(long length) throws LibvirtFailure {
        check(calls.virStreamSendHole(stream, length, 0), "virStreamSendHole");
    }

    /**
     * Receives into a buffer that is empty and not on the heap, what there is.
     *
     * @return how long the hole is that comes instead; 0 where bytes came, or it is the end if none did
     */
    long receive(ByteBuffer into) throws LibvirtFailure {
        int received = calls.virStreamRecvFlags(stream, into, new SizeT(into.remaining()), LibvirtCalls.STOP_AT_HOLE);
        if (received == AT_HOLE) {
            LongByReference length = new LongByReference();
            check(calls.virStreamRecvHole(stream, length, 0), "virStreamRecvHole");
            return length.getValue();
        }
        into.limit(check(received, "virStreamRecvFlags"));
        return 0;
    }

    /** All has been sent, or received: waits until the other side has it. */
    void finish() throws LibvirtFailure {
        isOver = true;
        check(calls.virStreamFinish(stream), "virStreamFinish");
    }

    @Override
    public void close() {
        if (!isOver) {
            isOver = true;
            calls.virStreamAbort(stream);
        }
        calls.virStreamFree(stream);
        lease.close();
    }
}
