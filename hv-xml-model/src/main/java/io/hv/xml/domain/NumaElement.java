package io.hv.xml.domain;

/** NUMA nodes of the guest. Not thread-safe. */
public final class NumaElement extends Element {

    NumaElement(Place here) {
        super(here);
    }

    /** The nodes, one element each. */
    public Elements<NumaCellElement> cells() {
        return here.all("cell", NumaCellElement::new);
    }

    /** How fast they reach each other. */
    public InterconnectsElement interconnects() {
        return new InterconnectsElement(here.child("interconnects"));
    }
}
