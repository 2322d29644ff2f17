// IBM's own client makes a bucket, uploads in parts, lists, reads back by range and deletes. Arguments: ENDPOINT, IAM, INSTANCE, BUCKET; the API key comes in IBM_API_KEY.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import cos from 'ibm-cos-sdk';

const [endpoint, iam, instance, bucket] = process.argv.slice(2);
const s3 = new cos.S3({
  endpoint,
  apiKeyId: process.env.IBM_API_KEY,
  ibmAuthEndpoint: `${iam}/identity/token`,
  serviceInstanceId: instance,
  s3ForcePathStyle: true,
  maxRetries: 0,
});
const body = crypto.randomBytes(11 * 1024 * 1024 + 3);

await s3.createBucket({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: 'us-south-smart' } }).promise();
const location = await s3.getBucketLocation({ Bucket: bucket }).promise();
assert.equal(location.LocationConstraint, 'us-south-smart');
const buckets = await s3.listBucketsExtended().promise();
assert.ok(buckets.Buckets.some((one) => one.Name === bucket && one.LocationConstraint === 'us-south-smart'));

const uploaded = await s3.upload({ Bucket: bucket, Key: 'images/a b+c.raw', Body: body }, { partSize: 5 * 1024 * 1024 }).promise();
assert.match(uploaded.ETag, /-3"$/);
const head = await s3.headObject({ Bucket: bucket, Key: 'images/a b+c.raw' }).promise();
assert.equal(head.ContentLength, body.length);
const listed = await s3.listObjectsV2({ Bucket: bucket, Prefix: 'images/' }).promise();
assert.deepEqual(listed.Contents.map((one) => one.Key), ['images/a b+c.raw']);
const range = await s3.getObject({ Bucket: bucket, Key: 'images/a b+c.raw', Range: 'bytes=5242870-5242890', IfMatch: head.ETag }).promise();
assert.ok(range.Body.equals(body.subarray(5242870, 5242891)));
const whole = await s3.getObject({ Bucket: bucket, Key: 'images/a b+c.raw' }).promise();
assert.ok(whole.Body.equals(body));

const upload = await s3.createMultipartUpload({ Bucket: bucket, Key: 'left.raw' }).promise();
await s3.uploadPart({ Bucket: bucket, Key: 'left.raw', UploadId: upload.UploadId, PartNumber: 1, Body: body.subarray(0, 5 * 1024 * 1024) }).promise();
const open = await s3.listMultipartUploads({ Bucket: bucket }).promise();
assert.equal(open.Uploads.length, 1);
const parts = await s3.listParts({ Bucket: bucket, Key: 'left.raw', UploadId: upload.UploadId }).promise();
assert.equal(parts.Parts[0].Size, 5 * 1024 * 1024);
await s3.abortMultipartUpload({ Bucket: bucket, Key: 'left.raw', UploadId: upload.UploadId }).promise();

await s3.putBucketLifecycleConfiguration({
  Bucket: bucket,
  LifecycleConfiguration: { Rules: [{ ID: 'abort', Status: 'Enabled', Filter: { Prefix: '' }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }] },
}).promise();
await assert.rejects(s3.getObject({ Bucket: bucket, Key: 'none' }).promise(), { code: 'NoSuchKey' });
await assert.rejects(s3.deleteBucket({ Bucket: bucket }).promise(), { code: 'BucketNotEmpty' });
await s3.deleteObjects({ Bucket: bucket, Delete: { Objects: [{ Key: 'images/a b+c.raw' }] } }).promise();
await s3.deleteBucket({ Bucket: bucket }).promise();
console.log('agreed');
