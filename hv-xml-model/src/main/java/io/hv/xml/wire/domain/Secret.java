// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <secret>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "secret")
public final class Secret extends WireLeaf {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "uuid")
    public @Nullable String uuid;

    @XmlAttribute(name = "usage")
    public @Nullable String usage;
}
