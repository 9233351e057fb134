package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.HostFailureException;
import io.hv.InvalidSpecException;
import io.hv.OperationCancelledException;
import io.hv.SpecFault;
import io.hv.backend.DefaultJob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A volume's bytes to or from a local file, on a thread of the library's. */
final class VolumeTransfer {

    private static final int PIECE = 256 << 10;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(PIECE).asReadOnlyBuffer();

    private final VolumeHandle volume;
    private final HostHandle host;
    private final Path local;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final DefaultJob<ByteSize> job;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);

    private VolumeTransfer(String verb, VolumeHandle volume, HostHandle host, Path local) {
        this.volume = volume;
        this.host = host;
        this.local = local;
        this.job = new DefaultJob<>(verb + " of " + volume, host.shared().workers(), cancelled -> stopped.set(true));
    }

    /** What is done with the volume. */
    private interface Work {
        long of(VolumeRef ref) throws LibvirtFailure, IOException;
    }

    static DefaultJob<ByteSize> upload(VolumeHandle volume, HostHandle host, Path local) {
        VolumeTransfer transfer = new VolumeTransfer("upload", volume, host, local);
        return transfer.begin("upload", transfer::upload);
    }

    static DefaultJob<ByteSize> download(VolumeHandle volume, HostHandle host, Path local) {
        VolumeTransfer transfer = new VolumeTransfer("download", volume, host, local);
        return transfer.begin("download", transfer::download);
    }

    private DefaultJob<ByteSize> begin(String verb, Work work) {
        host.shared()
                .work(() -> DomainJob.end(
                        job,
                        verb + " of " + volume,
                        stopped::get,
                        () -> volume.ask(verb, ref -> ByteSize.bytes(localised(work, ref)))));
        return job;
    }

    private long localised(Work work, VolumeRef ref) throws LibvirtFailure {
        try {
            return work.of(ref);
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyExistsException(local + " is there already", "name another, or delete it", e);
        } catch (IOException e) {
            throw new HostFailureException(
                    local + " of this machine fails: " + e,
                    "see that it is there, and its disk has room",
                    "file",
                    0,
                    e);
        }
    }

    private void requireGoing() {
        if (stopped.get() || host.isClosed()) {
            throw new OperationCancelledException("the transfer of " + volume + " was cancelled", "start it again");
        }
    }

    private void tell(long done, long all) {
        job.progress(all == 0 ? 1 : (double) done / all);
    }

    private long upload(VolumeRef ref) throws LibvirtFailure, IOException {
        try (SeekableByteChannel from = Files.newByteChannel(local, StandardOpenOption.READ)) {
            long size = from.size();
            long capacity = ref.capacity().bytes();
            boolean isRaw = StorageXml.volume(ref.xml()).format().equals(DiskFormat.RAW);
            if (isRaw && size > capacity) {
                throw new InvalidSpecException(
                        "upload of " + local,
                        List.of(SpecFault.of(
                                "capacity",
                                ByteSize.bytes(capacity).toString(),
                                "the file has " + size + " bytes, and " + volume + " has room for " + capacity,
                                "make a larger volume, or resize() it")));
            }
            job.stage("sending " + local);
            // Of a hole libvirt writes nothing: what was there would stay. So there must be nothing.
            boolean sparse = isRaw && size == capacity && ref.allocated().bytes() == 0;
            try (ByteStream to = ByteStream.upload(ref, size, sparse)) {
                send(from, size, to, sparse);
                to.finish();
            }
            return size;
        }
    }

    private void send(SeekableByteChannel from, long size, ByteStream to, boolean sparse)
            throws LibvirtFailure, IOException {
        long hole = 0;
        for (long done = 0; done < size; ) {
            requireGoing();
            buffer.clear().limit((int) Math.min(PIECE, size - done));
            while (buffer.hasRemaining()) {
                if (from.read(buffer) < 0) {
                    throw new IOException("it has become shorter");
                }
            }
            buffer.flip();
            done += buffer.remaining();
            if (sparse && buffer.mismatch(ZEROS.duplicate().limit(buffer.limit())) < 0) {
                hole += buffer.remaining();
            } else {
                if (hole > 0) {
                    to.sendHole(hole);
                    hole = 0;
                }
                to.send(buffer);
            }
            tell(done, size);
        }
        if (hole > 0) {
            to.sendHole(hole);
        }
    }

    private long download(VolumeRef ref) throws LibvirtFailure, IOException {
        try (FileChannel to = FileChannel.open(local, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            try (ByteStream from = ByteStream.download(ref)) {
                job.stage("receiving " + local);
                long size = receive(from, to, ref.capacity().bytes());
                from.finish();
                return size;
            } catch (LibvirtFailure | IOException | RuntimeException e) {
                remove(e);
                throw e;
            }
        }
    }

    private long receive(ByteStream from, FileChannel to, long capacity) throws LibvirtFailure, IOException {
        long done = 0;
        while (true) {
            requireGoing();
            long hole = from.receive(buffer.clear());
            if (hole == 0 && !buffer.hasRemaining()) {
                break;
            }
            done += hole;
            while (hole == 0 && buffer.hasRemaining()) {
                done += to.write(buffer, done);
            }
            tell(Math.min(done, capacity), capacity);
        }
        if (to.size() < done) {
            // It ends with a hole, which ends with a byte here.
            int unused = to.write(ByteBuffer.allocate(1), done - 1);
        }
        return done;
    }

    private void remove(Exception because) {
        try {
            boolean unused = Files.deleteIfExists(local);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
