export { pageJudge } from './page-judge.ts'
