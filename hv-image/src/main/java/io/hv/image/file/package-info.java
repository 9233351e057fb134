/** What lies below an image: a file, or what a test puts in its place. Internal. */
@NullMarked
package io.hv.image.file;

import org.jspecify.annotations.NullMarked;
