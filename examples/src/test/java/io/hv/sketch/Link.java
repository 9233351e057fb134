package io.hv.sketch;

/** A domain's cable. */
public interface Link {

    /** Lets it be as bad as that from now on. */
    void impair(Impairment impairment);

    /** Pulls the plug, or puts it in again. */
    void up(boolean up);

    /** Frames that the impairment has swallowed so far, in both directions. */
    long framesLost();
}
