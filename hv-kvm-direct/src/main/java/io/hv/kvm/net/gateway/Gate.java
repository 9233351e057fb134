package io.hv.kvm.net.gateway;

/**
 * Whether frames pass between a network and the host's kernel: as long as the rules are there. Changes are made one at a time,
 * so the device is never up without rules, and never taken down when its name may be another's. Safe for any thread.
 */
final class Gate {

    private enum State {
        OPEN,
        LOST,
        CLOSED
    }

    private final Runnable down;
    private volatile State state = State.OPEN;

    /**
     * One that is open.
     *
     * @param down takes the device down, also where it is not up; frames do not pass even where this fails
     */
    Gate(Runnable down) {
        this.down = down;
    }

    /** Whether frames pass. Takes no lock. */
    boolean isOpen() {
        return state == State.OPEN;
    }

    /**
     * Brings the device up, as long as there are rules.
     *
     * @throws GatewayException if there are none any more, or the gateway is closed; then it was not brought up
     */
    synchronized void begin(Runnable up) throws GatewayException {
        if (state != State.OPEN) {
            throw new GatewayException(
                    "the rules of its firewall are gone: nft has ended", "start it again, and leave its nft alone");
        }
        up.run();
    }

    /** The rules are gone: no frame passes from now on, and the device goes down. Nothing where it is closed, or lost. */
    synchronized void lose() {
        if (state == State.OPEN) {
            state = State.LOST;
            down.run();
        }
    }

    /** That the rules go is wanted from now on, and the device is left alone. Waits for who takes it down. Idempotent. */
    synchronized void close() {
        state = State.CLOSED;
    }
}
