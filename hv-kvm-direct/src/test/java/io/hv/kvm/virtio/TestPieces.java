package io.hv.kvm.virtio;

/** Makes what otherwise only a queue makes, for tests of other packages. */
public final class TestPieces {

    private TestPieces() {}

    /** Pairs of an address and a length. */
    public static Pieces of(long... addressesAndLengths) {
        Pieces pieces = new Pieces();
        for (int i = 0; i < addressesAndLengths.length; i += 2) {
            pieces.add(addressesAndLengths[i], (int) addressesAndLengths[i + 1]);
        }
        return pieces;
    }
}
