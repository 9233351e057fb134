package io.hv.kvm.storage;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.Pieces;
import io.hv.kvm.virtio.block.BlockIo;
import java.io.IOException;

/** One thread's way to a disk: by system calls on the file where there is no overlay. */
final class ForkableIo implements BlockIo {

    private final Gateway.User user;
    private final BaseIo direct;
    private final LayeredIo layered;

    ForkableIo(Gateway gateway, int pieces) {
        this.user = gateway.user();
        this.direct = gateway.now().base().store.io(pieces);
        this.layered = new LayeredIo(direct, pieces);
    }

    @Override
    public void read(GuestMemory memory, Pieces to, long offset) throws IOException {
        Layers layers = user.enter(false);
        try {
            requireWithin(layers, offset, to.total());
            if (layers.isDirect()) {
                direct.read(memory, to, offset);
            } else {
                layered.begin(memory, to, true);
                layered.read(layers, offset, to.total());
            }
        } finally {
            user.leave();
        }
    }

    @Override
    public void write(GuestMemory memory, Pieces from, long offset) throws IOException {
        Layers layers = user.enter(true);
        try {
            requireWithin(layers, offset, from.total());
            if (layers.isDirect()) {
                direct.write(memory, from, offset);
            } else {
                layered.begin(memory, from, false);
                layered.write(layers, offset, from.total());
            }
        } finally {
            user.leave();
        }
    }

    @Override
    public void zero(long offset, long length, boolean unmap) throws IOException {
        Layers layers = user.enter(true);
        try {
            requireWithin(layers, offset, length);
            if (layers.isDirect()) {
                direct.zero(offset, length, unmap);
            } else {
                layered.zero(layers, offset, length);
            }
        } finally {
            user.leave();
        }
    }

    void discard(long offset, long length) throws IOException {
        Layers layers = user.enter(true);
        try {
            requireWithin(layers, offset, length);
            if (layers.isDirect()) {
                layers.base().store.discard(offset, length);
            } else {
                layered.zero(layers, offset, length);
            }
        } finally {
            user.leave();
        }
    }

    /** The disk may have become smaller since the caller looked. */
    private static void requireWithin(Layers layers, long offset, long length) throws IOException {
        if (length > layers.capacity() - offset) {
            throw new IOException("the disk ends at " + layers.capacity() + ", before " + offset + " + " + length);
        }
    }
}
