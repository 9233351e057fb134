// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <rom>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "rom")
public final class Rom extends WireLeaf {

    @XmlAttribute(name = "enabled")
    public @Nullable String enabled;

    @XmlAttribute(name = "bar")
    public @Nullable String bar;

    @XmlAttribute(name = "file")
    public @Nullable String file;
}
