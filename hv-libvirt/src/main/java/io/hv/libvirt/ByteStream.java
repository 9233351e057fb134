package io.hv.libvirt;

import com.sun.jna.ptr.LongByReference;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StreamPointer;

/**
 * Bytes on their way to or from a daemon: a stream of libvirt's whose calls wait. One that is not {@link #finish}ed is broken
 * off when it is closed. Used by one thread.
 */
final class ByteStream implements AutoCloseable {

    private static final int PIECE = 64 << 10;

    /** What {@code virStreamRecvFlags} returns before a hole. */
    private static final int AT_HOLE = -3;

    private final LibvirtCalls calls;
    private final StreamPointer stream;
    private final Connection.Lease lease;
    private boolean isOver;

    private ByteStream(LibvirtCalls calls, StreamPointer stream, Connection.Lease lease) {
        this.calls = calls;
        this.stream = stream;
        this.lease = lease;
    }

    /** Begins to write a volume. */
    static ByteStream upload(VolumeRef volume, long length, boolean sparse) throws LibvirtFailure {
        ByteStream begun = of(volume);
        int flags = sparse ? LibvirtCalls.SPARSE_STREAM : 0;
        begun.begin(
                begun.calls.virStorageVolUpload(volume.pointer(), begun.stream, 0, length, flags),
                "virStorageVolUpload");
        return begun;
    }

    /** Begins to read a volume, all of it. */
    static ByteStream download(VolumeRef volume) throws LibvirtFailure {
        ByteStream begun = of(volume);
        begun.begin(
                begun.calls.virStorageVolDownload(volume.pointer(), begun.stream, 0, 0, LibvirtCalls.SPARSE_STREAM),
                "virStorageVolDownload");
        return begun;
    }

    /** A picture of a domain's screen. */
    static ByteStream screenshot(DomainRef domain, int screen) throws LibvirtFailure {
        ByteStream begun = of(domain.calls(), domain.lease());
        @Nullable CString type = begun.calls.virDomainScreenshot(domain.pointer(), begun.stream, screen, 0);
        begun.begin(type == null ? -1 : 0, "virDomainScreenshot");
        return begun;
    }

    private static ByteStream of(VolumeRef volume) throws LibvirtFailure {
        return of(volume.calls, volume.lease());
    }

    private static ByteStream of(LibvirtCalls calls, Connection.Lease lease) throws LibvirtFailure {
        @Nullable StreamPointer stream = calls.virStreamNew(lease.pointer(), 0);
        if (stream == null) {
            LibvirtFailure failure = LibvirtFailure.last(calls, "virStreamNew");
            lease.close();
            throw failure;
        }
        return new ByteStream(calls, stream, lease);
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
        return LibvirtFailure.check(calls, result, function);
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

    /** Receives all that there is, of a stream without holes. */
    byte[] receiveAll() throws LibvirtFailure {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        byte[] bytes = new byte[PIECE];
        while (true) {
            int received = check(calls.virStreamRecv(stream, piece.clear(), new SizeT(PIECE)), "virStreamRecv");
            if (received == 0) {
                finish();
                return all.toByteArray();
            }
            piece.get(bytes, 0, received);
            all.write(bytes, 0, received);
        }
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
