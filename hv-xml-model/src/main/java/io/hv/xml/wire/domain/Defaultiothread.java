// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <defaultiothread>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "defaultiothread")
public final class Defaultiothread extends WireLeaf {

    @XmlAttribute(name = "thread_pool_min")
    public @Nullable String threadPoolMin;

    @XmlAttribute(name = "thread_pool_max")
    public @Nullable String threadPoolMax;
}
