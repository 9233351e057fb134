package io.hv.kvm.virtio.block;

import io.hv.kvm.virtio.Pieces;

/** What a thread needs to do requests, made before it does its first one. Belongs to one thread at a time. */
final class Lane {

    final Pieces data;
    final BlockIo io;
    final BlockCounters.Tally tally;

    Lane(BlockStore store, int pieces, BlockCounters counters) {
        this.data = new Pieces(pieces);
        this.io = store.io(pieces);
        this.tally = counters.tally();
    }
}
