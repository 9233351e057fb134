package io.hv.sketch;

import java.util.function.Consumer;

/** {@link io.hv.Domain}, with what agents and other formats add. */
public interface Domain extends io.hv.Domain {

    @Override
    TransientDomain fork();

    /** The guest agent. */
    Agent agent();

    /** Applies a change to the stored definition; what a spec cannot say of it stays as it is. */
    void edit(Consumer<DomainSpec.Builder> change);

    /** The stored definition in a format. */
    <D extends Definition> D definition(Class<D> format);
}
