package io.hv.kvm.virtio;

/**
 * What was given back to a driver that it has not been told of, and how many requests it should hear of at once. That is found
 * by trying: now and then one more is waited for, and where it comes, the next time another one more. Where it does not, the
 * driver has no more under way, or does not offer them so fast: one less is waited for, and the next trial is twice as far
 * away. So a driver that does one request after the other waits for nothing, and one with sixteen under way hears of sixteen.
 * For one thread at a time.
 */
final class Batch {

    /** So many times a driver is told of what is wanted before one more is tried, at first. */
    private static final int FIRST_TRIAL = 16;

    /** As far away as a trial can be for a driver that hears of several at once, which share what a trial costs. */
    private static final int LAST_TRIAL = 64;

    /** The same for one that hears of each request by itself. */
    private static final int LAST_TRIAL_OF_ONE = 1024;

    /** More at once save little. */
    private static final int MOST = 64;

    private final Patience patience = new Patience();
    private int wanted = 1;
    /** One more than the driver has been told of is waited for. */
    private boolean trying;

    private int untilTrial = FIRST_TRIAL;
    private int pause = FIRST_TRIAL;
    private int count;
    private long since;

    /** A request was given back. */
    void given(long now) {
        if (count == 0) {
            since = now;
        }
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether the driver is to be told: there is something, and it is as much as is wanted, or waits for longer than it may. */
    boolean isDue(long now) {
        return count > 0 && (count >= wanted || left(now) <= 0);
    }

    /** How many are still wanted. */
    int lacking() {
        return wanted - count;
    }

    /** For how long what was given back may still wait, in nanoseconds. */
    long left(long now) {
        return patience.nanos() - (now - since);
    }

    /** Whom it was given to is gone. */
    void forget() {
        count = 0;
    }

    /** More was waited for, and has not come. */
    void waitedInVain() {
        wanted = Math.max(1, wanted - 1);
        trying = false;
        untilTrial = pause;
        pause = Math.min(wanted == 1 ? LAST_TRIAL_OF_ONE : LAST_TRIAL, 2 * pause);
    }

    /** The driver is told of all. */
    void told() {
        if (count >= wanted && wanted < MOST) {
            if (trying) {
                pause = FIRST_TRIAL;
            } else {
                trying = --untilTrial <= 0;
            }
            if (trying) {
                wanted++;
            }
        }
        count = 0;
    }

    /** To tell it has taken so long, in nanoseconds. */
    void interrupted(long nanos) {
        patience.interrupted(nanos);
    }

    /** Whether a request takes so long that others gain nothing by waiting for it, and much by threads of their own. */
    boolean isSlow(long nanos) {
        return patience.isSlow(nanos);
    }
}
