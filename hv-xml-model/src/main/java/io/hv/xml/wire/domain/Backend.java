// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <backend>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "backend")
public final class Backend extends WireLeaf {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "tap")
    public @Nullable String tap;

    @XmlAttribute(name = "vhost")
    public @Nullable String vhost;

    @XmlAttribute(name = "logFile")
    public @Nullable String logFile;
}
