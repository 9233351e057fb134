/**
 * What a machine finds at its first boot: {@link io.hv.image.seed.NoCloudSeed} has what cloud-init is to do, and
 * {@link io.hv.image.seed.IsoImage} makes a disk of a few files.
 */
@NullMarked
package io.hv.image.seed;

import org.jspecify.annotations.NullMarked;
