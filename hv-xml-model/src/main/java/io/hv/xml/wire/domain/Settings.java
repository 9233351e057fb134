// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <settings>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "settings")
public final class Settings extends WireLeaf {

    @XmlAttribute(name = "frequency")
    public @Nullable String frequency;

    @XmlAttribute(name = "channels")
    public @Nullable String channels;

    @XmlAttribute(name = "format")
    public @Nullable String format;
}
