package io.hv.sketch;

/** {@link io.hv.Domain}, whose forks are these, too. */
public interface Domain extends io.hv.Domain {

    @Override
    TransientDomain fork();
}
