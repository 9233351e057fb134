package io.hv.spi;

import io.hv.CloneItem;
import io.hv.Definition;
import java.util.List;

/** The definition of a copy, and what came of it. Immutable. */
public final class CopiedDefinition {

    private final Definition definition;
    private final List<CloneItem> reset;
    private final List<CloneItem> kept;

    private CopiedDefinition(Definition definition, List<CloneItem> reset, List<CloneItem> kept) {
        this.definition = definition;
        this.reset = List.copyOf(reset);
        this.kept = List.copyOf(kept);
    }

    /** All of it. */
    public static CopiedDefinition of(Definition definition, List<CloneItem> reset, List<CloneItem> kept) {
        return new CopiedDefinition(definition, reset, kept);
    }

    /** The document. */
    public Definition definition() {
        return definition;
    }

    /** What the copy has of its own. */
    public List<CloneItem> reset() {
        return reset;
    }

    /** What it has in common with the original, and why. */
    public List<CloneItem> kept() {
        return kept;
    }
}
