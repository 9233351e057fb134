/** Raw images. Internal. */
@NullMarked
package io.hv.image.raw;

import org.jspecify.annotations.NullMarked;
