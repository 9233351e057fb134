package io.hv.sketch;

/** {@link io.hv.Domain}, with what agents add. */
public interface Domain extends io.hv.Domain {

    @Override
    TransientDomain fork();

    /** The guest agent. */
    Agent agent();
}
