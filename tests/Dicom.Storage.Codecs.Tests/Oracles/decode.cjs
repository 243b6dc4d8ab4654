// Decodes many frames by codecs that were compiled to WebAssembly: node decode.cjs FOLDER
//
// FOLDER/jobs has a line for each frame, "DECODER LENGTH ...". Their codestreams stand one behind the other in FOLDER/codestreams,
// their samples are written so to FOLDER/samples. FOLDER/results tells what the samples are, a line a frame:
// "LENGTH columns rows components bits signed", or "error ...".
'use strict';
const { closeSync, openSync, readFileSync, writeFileSync, writeSync } = require('node:fs');
const { join } = require('node:path');

const decoders = {
  'charls': ['@cornerstonejs/codec-charls/decodewasmjs', 'JpegLSDecoder'],
  'libjpeg-turbo': ['@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs', 'JPEGDecoder'],
  'openjpeg': ['@cornerstonejs/codec-openjpeg/decodewasmjs', 'J2KDecoder'],
  'openjph': ['@cornerstonejs/codec-openjph', 'HTJ2KDecoder'],
};

function decode(library, className, codestream, output) {
  const decoder = new library[className]();
  try {
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const frame = decoder.getFrameInfo();
    const samples = byPixel(decoder, frame);
    for (let written = 0; written < samples.length;)
      written += writeSync(output, samples, written);
    return [samples.length, frame.width, frame.height, frame.componentCount, frame.bitsPerSample, frame.isSigned ? 1 : 0].join(' ');
  } finally {
    decoder.delete();
  }
}

// CharLS gives scans of one component each as planes.
function byPixel(decoder, frame) {
  const samples = decoder.getDecodedBuffer();
  if (frame.componentCount === 1 || decoder.getInterleaveMode?.() !== 0)
    return samples;
  const bytes = frame.bitsPerSample > 8 ? 2 : 1;
  const area = frame.width * frame.height;
  const pixels = Buffer.alloc(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const sample = Math.floor(i / bytes);
    pixels[((sample % area) * frame.componentCount + Math.floor(sample / area)) * bytes + i % bytes] = samples[i];
  }
  return pixels;
}

// What C++ threw arrives as a number, the address of the exception.
function describe(library, error) {
  const message = typeof error === 'number' && library.getExceptionMessage ? library.getExceptionMessage(error) : String(error?.message ?? error);
  return `error ${message.replace(/\s+/g, ' ')}`;
}

async function main(folder) {
  const libraries = new Map();
  const results = [];
  const codestreams = readFileSync(join(folder, 'codestreams'));
  const output = openSync(join(folder, 'samples'), 'w');
  let position = 0;
  for (const job of readFileSync(join(folder, 'jobs'), 'utf8').trimEnd().split('\n')) {
    const [decoder, length] = job.split(' ');
    const [packageName, className] = decoders[decoder];
    if (!libraries.has(packageName))
      libraries.set(packageName, await require(packageName)({ print() { }, printErr() { } }));
    const library = libraries.get(packageName);
    try {
      results.push(decode(library, className, codestreams.subarray(position, position + Number(length)), output));
    } catch (error) {
      results.push(describe(library, error));
    }
    position += Number(length);
  }
  closeSync(output);
  writeFileSync(join(folder, 'results'), results.join('\n'));
}

main(process.argv[2]);
