package io.hv.sketch;

import java.util.Set;

/** What became of the identity of copies. Immutable. */
public interface CloneReport {

    /** What each copy has of its own. */
    Set<String> renewed();

    /** What a copy still has in common with the original and could not be changed from outside, in a sentence each. */
    Set<String> shared();

    /** Guest pages that had to be copied. */
    long pagesCopied();
}
