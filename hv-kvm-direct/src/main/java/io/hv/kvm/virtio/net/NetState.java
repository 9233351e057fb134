package io.hv.kvm.virtio.net;

/**
 * What a network card remembers beside its queues. Frames that wait for the guest are not part of it: a cable may lose them.
 *
 * @param address its MAC address, in the low 48 bits; the driver may have given it another
 * @param up whether its cable is in
 * @param announce whether the guest is to tell the network where it is, and has not said that it does
 * @param pairs how many pairs of queues the driver uses
 */
public record NetState(long address, boolean up, boolean announce, int pairs) {

    /** Checks the numbers. */
    public NetState {
        if (address >>> 48 != 0) {
            throw new IllegalArgumentException("an address has 48 bits");
        }
        if ((address & VirtioNet.TO_MANY) != 0) {
            throw new IllegalArgumentException("a card's address is not one of many");
        }
        if (pairs < 1 || pairs > VirtioNet.MOST_PAIRS) {
            throw new IllegalArgumentException("there are 1 to " + VirtioNet.MOST_PAIRS + " pairs, not " + pairs);
        }
    }
}
