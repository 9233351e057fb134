package io.hv.xml.domain;

import io.hv.HostPath;

/** Control groups of the host. Not thread-safe. */
public final class ResourceElement extends Element {

    ResourceElement(Place here) {
        super(here);
    }

    /** The group in which the domain is. */
    public TextValue<HostPath> partition() {
        return here.child("partition").onlyText(Form.PATH);
    }

    /** By what the domain's traffic is told in a Fibre Channel. */
    public TextValue<String> fibrechannelAppid() {
        return here.child("fibrechannel").only("appid", Form.TEXT);
    }
}
